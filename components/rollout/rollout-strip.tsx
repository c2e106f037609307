'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { ADVICE, criterionName, gateTitle, statusWords, stepText } from '@/lib/words/gate-words';
import type { Rollout } from '@/server/services/rollout';

/** Where the rollout stands, in one strip: its step, each criterion of the gate before the next, and what they advise. */
export function RolloutStrip() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.rollout.get.queryOptions({ workspace: slug }));
  return (
    <Card aria-label="Rollout" className="flex flex-col gap-3 p-4 print:break-inside-avoid">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-sm font-medium">Rollout</h2>
        {data ? <Step rollout={data} /> : null}
        <LinkButton size="sm" href={to('/rollout')} className="ml-auto" data-print="hide">
          See the gates
        </LinkButton>
      </header>
      {data ? (
        <Gate rollout={data} />
      ) : error ? (
        <ErrorState description={error.message} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-12 w-full" />
      )}
    </Card>
  );
}

function Step({ rollout }: { rollout: Rollout }) {
  if (rollout.kind === 'none') return <span className="text-table text-fg-muted">None has begun</span>;
  if (rollout.kind === 'over') return <Badge tone="good">Over</Badge>;
  return (
    <>
      <span className="text-table">{stepText(rollout.cohort)}</span>
      {rollout.halt ? <Badge tone="bad">Halted</Badge> : null}
    </>
  );
}

function Gate({ rollout }: { rollout: Rollout }) {
  if (rollout.kind !== 'running') {
    return <p className="text-table text-fg-muted">Agents may write to everybody who is not held out.</p>;
  }
  const { next } = rollout.gates;
  const advice = ADVICE[next.recommendation];
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-table text-fg-muted">
        {gateTitle(next)}: the figures advise <Badge tone={advice.tone}>{advice.word}</Badge> {next.why}
      </p>
      <ul className="flex flex-wrap gap-x-5 gap-y-2 text-table">
        {next.criteria.map((criterion) => {
          const { word, tone } = statusWords(criterion);
          return (
            <li key={criterion.id} className="flex items-center gap-2">
              {criterionName(criterion)} <Badge tone={tone}>{word}</Badge>
            </li>
          );
        })}
      </ul>
    </>
  );
}

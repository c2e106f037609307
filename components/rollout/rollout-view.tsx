'use client';

import { useQuery } from '@tanstack/react-query';
import { DownloadTable } from '@/components/charts/download-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AsOf } from '@/components/metrics/as-of';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { rolesInWords } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { dayText, gateTable, limitText, statusWords, valueText } from '@/lib/words/gate-words';
import type { Rollout } from '@/server/services/rollout';
import { DecideDialog } from './decide-dialog';
import { DecisionHistory } from './decision-history';
import { GateCard } from './gate-card';
import { HaltNotice } from './halt-notice';
import { PhaseTrack } from './phase-track';

const REFRESH_MS = 60_000;

/** How far agents may go, what stands before the next step, and who decided what. */
export function RolloutView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const query = useQuery(trpc.rollout.get.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS }));
  const { data, error, isFetching, refetch } = query;
  return (
    <PageBody>
      <PageHeader
        title="Rollout"
        status={data ? <State rollout={data} /> : null}
        description="Agents reach more customers step by step. What each step asks is measured; a person decides."
        actions={data ? <Actions rollout={data} /> : null}
      />
      {data ? (
        <Standing rollout={data} />
      ) : error ? (
        <Card>
          <ErrorState description={error.message} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />
      )}
      <DecisionHistory />
      <AsOf at={data?.asOf} isRefreshing={isFetching} onRefresh={() => void refetch()} />
    </PageBody>
  );
}

function State({ rollout }: { rollout: Rollout }) {
  if (rollout.kind === 'none') return <Badge>Not begun</Badge>;
  if (rollout.kind === 'over') return <Badge tone="good">Over</Badge>;
  return rollout.halt ? <Badge tone="bad">Halted</Badge> : <Badge tone="info">Phase {rollout.phase}</Badge>;
}

function Actions({ rollout }: { rollout: Rollout }) {
  const { currency, may } = useWorkspace();
  return (
    <>
      {rollout.kind === 'running' ? (
        <DownloadTable isLabelled table={gateTable(gatesOf(rollout), currency)} name={`gates ${rollout.cohort}`} />
      ) : null}
      {rollout.kind !== 'over' && may('rollout.decide') ? <DecideDialog rollout={rollout} /> : null}
    </>
  );
}

type Running = Extract<Rollout, { kind: 'running' }>;

function gatesOf({ gates: { next, ahead } }: Running) {
  return ahead ? [next, ahead] : [next];
}

function Standing({ rollout }: { rollout: Rollout }) {
  const { may } = useWorkspace();
  if (rollout.kind !== 'running') return <PhaseTrack cohort={null} isOver={rollout.kind === 'over'} />;
  const { halt, conditions, cohort, gates } = rollout;
  return (
    <>
      {halt ? <HaltNotice halt={halt} /> : null}
      {conditions ? (
        <Notice tone={conditions.isDue ? 'warn' : 'info'} title={`This step hangs on: ${conditions.text}`}>
          {conditions.isDue ? 'It was to be looked at again on' : 'It is looked at again on'}{' '}
          {dayText(conditions.reviewOn)}.
        </Notice>
      ) : null}
      <PhaseTrack cohort={cohort} deciding={<Deciding rollout={rollout} />} />
      <GateCard gate={gates.next} />
      {gates.ahead ? <GateCard gate={gates.ahead} isAhead /> : null}
      {may('rollout.decide') ? null : (
        <p className="text-table text-fg-muted">To decide at a gate, ask {rolesInWords('rollout.decide')}.</p>
      )}
    </>
  );
}

/** How much people still decide, against what the phase allows. */
function Deciding({ rollout: { gates } }: { rollout: Running }) {
  const { currency } = useWorkspace();
  const { deciding } = gates;
  if (!deciding) return null;
  const { word, tone } = statusWords(deciding);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-table">
      {deciding.name}: <span className="font-medium">{valueText(deciding, currency)}</span>
      <span className="text-fg-muted">({limitText(deciding, currency)})</span>
      <Badge tone={tone}>{word}</Badge>
    </p>
  );
}

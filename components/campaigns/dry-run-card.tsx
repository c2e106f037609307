'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { withLocalTimes } from '@/components/decisions/local-times';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { DryRun } from '@/server/services/campaigns';

/** What the campaign would decide now for a sample of its audience; nothing of it is kept. */
export function DryRunCard({ campaignId }: { campaignId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const run = useQuery({
    ...trpc.campaigns.dryRun.queryOptions({ workspace: slug, campaignId }),
    enabled: false,
    retry: false,
  });
  return (
    <Card>
      <CardHeader
        title="Dry run"
        description="Decides for up to 200 customers of the audience as if it began for them now. Nothing is kept, nothing is sent."
        actions={
          <Button pending={run.isFetching} onClick={() => void run.refetch()}>
            <FlaskConical aria-hidden /> {run.data ? 'Try again' : 'Try it'}
          </Button>
        }
      />
      {run.error ? (
        <CardBody role="alert" className="text-bad">
          {run.error.message}
        </CardBody>
      ) : run.data ? (
        <DryRunResult run={run.data} />
      ) : null}
    </Card>
  );
}

function DryRunResult({ run }: { run: DryRun }) {
  const { to, may, timezone } = useWorkspace();
  if (run.sampled === 0) return <CardBody className="text-fg-muted">Nobody is in the audience just now.</CardBody>;
  return (
    <CardBody className="flex flex-col gap-4">
      <p role="status" className="text-fg-muted">
        {plural(run.sampled, 'customer')} looked at.
      </p>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {run.outcomes.map(({ outcome, count }) => (
          <li key={outcome} className="flex items-center gap-2">
            <OutcomeBadge outcome={outcome} />
            <span className="tabular-nums">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {run.reasons.length > 0 ? (
        <div>
          <h3 className="mb-1 text-table font-medium">Why</h3>
          <ul className="flex flex-col gap-1 text-table">
            {run.reasons.map(({ text, count }) => (
              <li key={text} className="flex gap-3">
                <span className="w-10 shrink-0 text-right tabular-nums">{formatCount(count)}</span>
                <span className="min-w-0 text-fg-muted">
                  {withLocalTimes(text, timezone)}
                  {count > 1 && /\d/.test(text) ? ' (the first of them)' : null}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div>
        <h3 className="mb-1 text-table font-medium">For example</h3>
        <ul className="flex flex-col gap-2 text-table">
          {run.examples.map((example) => (
            <li key={example.customerId}>
              {example.name && may('customers.read') ? (
                <Link
                  href={to(`/customers/${example.customerId}`)}
                  className="font-medium underline underline-offset-2"
                >
                  {example.name}
                </Link>
              ) : null}{' '}
              <span className="text-fg-muted">{withLocalTimes(example.summary, timezone)}</span>
            </li>
          ))}
        </ul>
      </div>
    </CardBody>
  );
}

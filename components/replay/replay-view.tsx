'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { channelName } from '@/components/decisions/channel-icon';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { PoliciesSkeleton } from '@/components/policies/policies-skeleton';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button, buttonStyles } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount, formatDuration, formatSpan } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ReplayRun, ReplayRunDetail } from '@/server/services/replay';
import { paceOf, REPLAY_WORDS } from './prepare-replay';
import { ReplayFigures } from './replay-figures';
import { ReplayBadge } from './replays-card';
import { useActionNames } from './use-action-names';

// The list of decisions stands below the figures, and comes behind them.
const ReplayChanges = dynamic(() => import('./replay-changes').then((module) => module.ReplayChanges), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

const LIVE_MS = 1_000;

/** One replay: how far it is, what it found, and every decision that would have come out otherwise. */
export function ReplayView({ runId }: { runId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.replay.get.queryOptions(
      { workspace: slug, runId },
      {
        refetchInterval: ({ state }) => (state.data && REPLAY_WORDS[state.data.status].isRunning ? LIVE_MS : false),
      },
    ),
  );
  if (error && !data) {
    return (
      <PageBody>
        <BackLink href={to('/policies')}>Policies</BackLink>
        {error.data?.code === 'NOT_FOUND' ? (
          <ErrorState
            isWholePage
            title={error.message}
            description="The address is wrong, or it is of another workspace."
          />
        ) : (
          <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />
        )}
      </PageBody>
    );
  }
  return data ? <Loaded run={data} /> : <PoliciesSkeleton />;
}

function Loaded({ run }: { run: ReplayRunDetail }) {
  const { slug, to, timezone } = useWorkspace();
  const names = useActionNames();
  const { isRunning } = REPLAY_WORDS[run.status];
  const tried = triedPath(run);
  return (
    <PageBody>
      <PageHeader
        back={<BackLink href={to('/policies')}>Policies</BackLink>}
        title={`Replay: ${run.name}`}
        status={
          <output>
            <ReplayBadge status={run.status} />
          </output>
        }
        description={
          <>
            {scopeWords(run, names, formatSpan(run.from, run.to, timezone))}, made again on what was known then.{' '}
            {tried ? (
              <Link href={to(tried)} className="text-link underline underline-offset-2">
                See the policy tried
              </Link>
            ) : null}
          </>
        }
        actions={
          <>
            {isRunning ? <CancelReplay run={run} /> : null}
            <a
              href={`/api/exports/replays?${new URLSearchParams({ workspace: slug, runId: run.id })}`}
              download
              className={buttonStyles({})}
            >
              <Download aria-hidden /> Export changes as CSV
            </a>
          </>
        }
      />
      {isRunning ? <ReplayProgress run={run} /> : null}
      {run.status === 'cancelled' ? (
        <Notice tone="neutral" title="This replay was cancelled">
          It replayed {formatCount(run.done)} of {formatCount(run.total)} decisions, the earliest first. What is below
          holds for those.
        </Notice>
      ) : null}
      <ReplayFigures run={run} />
      <ReplayChanges run={run} names={names.actions} />
    </PageBody>
  );
}

function triedPath({ draftId, version }: ReplayRun): string | null {
  if (draftId) return `/policies/drafts/${draftId}`;
  return version === null ? null : `/policies/versions/${version}`;
}

function scopeWords(run: ReplayRun, names: ReturnType<typeof useActionNames>, days: string): string {
  const { agentId, action, channel } = run;
  const filters = [
    agentId && (names.agents.get(agentId) ?? agentId),
    action && (names.actions.get(action) ?? action),
    channel && channelName(channel),
  ].filter(Boolean);
  return `Decisions of ${days}${filters.length > 0 ? ` (${filters.join(', ')})` : ''}`;
}

function ReplayProgress({ run }: { run: ReplayRun }) {
  const pace = paceOf(run);
  const done = `${formatCount(run.done)} of ${formatCount(run.total)}`;
  return (
    <Card className="p-4">
      <Progress
        label="Decisions replayed"
        value={(100 * run.done) / Math.max(1, run.total)}
        detail={
          pace ? `${done}, ${formatCount(pace.perSecond)} a second, about ${formatDuration(pace.leftMs)} left` : done
        }
      />
    </Card>
  );
}

function CancelReplay({ run }: { run: ReplayRun }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.replay.cancel.mutationOptions({ onSettled: () => queryClient.invalidateQueries(trpc.replay.pathFilter()) }),
  );
  if (!may('policies.draft')) return null;
  return (
    <AlertDialog
      trigger={
        <Button variant="dangerOutline">
          <X aria-hidden /> Cancel replay
        </Button>
      }
      title="Cancel this replay?"
      description="What it has found so far stays. It cannot go on afterwards; another one can be started."
      confirmLabel="Cancel replay"
      pending={cancel.isPending}
      onConfirm={() => cancel.mutate({ workspace: slug, runId: run.id })}
    />
  );
}

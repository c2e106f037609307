'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Link } from '@/components/ui/link';
import { formatDuration } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ImportJob } from '@/server/services/imports';
import { ImportControls } from './import-controls';
import { ImportOutcome } from './import-outcome';
import { ImportProgress } from './import-progress';
import { ImportReport } from './import-report';
import { ImportSkeleton } from './import-skeleton';
import { IMPORT_WORDS } from './prepare-import';

const LIVE_MS = 1_500;
/** Somebody else may let a paused import go on. */
const PAUSED_MS = 10_000;

/** One import: how far it is, what has come of it, what can be done with it. */
export function ImportView({ importId }: { importId: string }) {
  const { person, may } = useWorkspace();
  if (!may('imports.run')) return <ForbiddenState role={person.role} right="imports.run" what="Importing" />;
  return <Import importId={importId} />;
}

function Import({ importId }: { importId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const job = useQuery(
    trpc.imports.get.queryOptions(
      { workspace: slug, importId },
      { refetchInterval: ({ state }) => refreshOf(state.data?.status) },
    ),
  );
  const status = job.data?.status;
  // The workspace's clock moves with the import: asked for as often, and once more when it has ended.
  const clock = useQuery(
    trpc.workspaces.get.queryOptions({ workspace: slug }, { refetchInterval: refreshOf(status), staleTime: LIVE_MS }),
  );
  const readClock = useEffectEvent(() => void clock.refetch());
  useEffect(() => {
    if (status === 'completed') readClock();
  }, [status]);
  if (job.error && !job.data)
    return (
      <PageBody>
        <BackLink />
        {job.error.data?.code === 'NOT_FOUND' ? (
          <ErrorState
            isWholePage
            title={job.error.message}
            description="The address is wrong, or it is of another workspace."
          />
        ) : (
          <ErrorState isWholePage description={job.error.message} onRetry={() => void job.refetch()} />
        )}
      </PageBody>
    );
  return job.data ? <Loaded job={job.data} /> : <ImportSkeleton label="Loading the import" />;
}

function refreshOf(status: ImportJob['status'] | undefined): number | false {
  if (status === undefined) return false;
  if (status === 'paused') return PAUSED_MS;
  return IMPORT_WORDS[status].isRunning ? LIVE_MS : false;
}

function BackLink() {
  const { to } = useWorkspace();
  return (
    <Link href={to('/imports')} className="inline-flex min-h-6 items-center gap-1 text-table hover:text-fg">
      <ArrowLeft aria-hidden className="size-3.5" /> Imports
    </Link>
  );
}

function Loaded({ job }: { job: ImportJob }) {
  const words = IMPORT_WORDS[job.status];
  return (
    <PageBody>
      <PageHeader
        back={<BackLink />}
        title={<span className="break-all">{job.fileName}</span>}
        status={
          <output>
            <Badge tone={words.tone}>{words.label}</Badge>
          </output>
        }
        description={
          <>
            Started <TimeText at={job.createdAt} as="absolute" />
            {job.finishedAt ? `, took ${formatDuration(job.finishedAt.getTime() - job.createdAt.getTime())}` : null}
          </>
        }
        actions={<ImportControls job={job} />}
      />
      <ImportOutcome job={job} />
      <ImportProgress job={job} />
      <ImportReport job={job} />
    </PageBody>
  );
}

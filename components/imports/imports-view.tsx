'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import type { ImportJob } from '@/server/services/imports';
import { ImportCard } from './import-card';
import { IMPORT_WORDS } from './prepare-import';
import { UploadCard } from './upload-card';

const LIVE_MS = 1_000;
const QUIET_MS = 15_000;

/** Bringing a shop's past in, and what came of each file. */
export function ImportsView() {
  const { person, may } = useWorkspace();
  if (!may('imports.run')) return <ForbiddenState role={person.role} right="imports.run" what="Importing" />;
  return <Imports />;
}

function Imports() {
  const { slug, isVirtual } = useWorkspace();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const imports = useQuery(
    trpc.imports.list.queryOptions(
      { workspace: slug },
      { refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LIVE_MS : QUIET_MS) },
    ),
  );
  const isBusy = imports.data?.some((job) => isUnderWay(job) || job.status === 'paused') ?? false;
  return (
    <PageBody>
      <PageHeader
        title="Imports"
        description="A shop's log is lived through from its first day: customers appear, carts are left, the agents decide."
      />
      {isVirtual ? null : <RealTimeNotice />}
      {isVirtual && imports.data && !isBusy ? (
        <UploadCard onUploaded={() => void cache.invalidateQueries({ queryKey: trpc.imports.pathKey() })} />
      ) : null}
      {imports.error && !imports.data ? (
        <Card>
          <ErrorState description={imports.error.message} onRetry={() => void imports.refetch()} />
        </Card>
      ) : imports.data === undefined ? (
        <SkeletonLines lines={6} className="h-72 rounded-lg border border-border bg-surface p-5" />
      ) : imports.data.length === 0 ? (
        <Card>
          <EmptyState
            icon={FileUp}
            title="Nothing has been imported yet"
            description="Each import leaves a report here: every line of the file, used or not, and why not."
          />
        </Card>
      ) : (
        imports.data.map((job) => <ImportCard key={job.id} job={job} />)
      )}
    </PageBody>
  );
}

function isUnderWay({ status }: ImportJob): boolean {
  return IMPORT_WORDS[status].isRunning;
}

/** Why nothing can be imported here, and where it can. */
function RealTimeNotice() {
  const { name } = useWorkspace();
  const trpc = useTRPC();
  const { data: account } = useQuery(trpc.account.me.queryOptions());
  const replay = account?.workspaces.find(({ slug }) => slug === 'replay');
  return (
    <Notice
      title="This workspace lives in real time"
      actions={
        replay ? (
          <LinkButton href={`/${replay.slug}/imports`} size="sm">
            Go to {replay.name}
          </LinkButton>
        ) : null
      }
    >
      In {name} a log of the past would be decided on as if it were today. A log goes into a workspace with a clock of
      its own.
    </Notice>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import type { ImportJob } from '@/server/services/imports';
import { FILE_COLUMNS } from './file-columns';
import { FILE_WORDS } from './file-words';
import { IMPORT_COLUMNS } from './import-columns';
import { IMPORT_WORDS } from './prepare-import';
import { RealTimeCard } from './real-time-card';
import { UploadCard } from './upload-card';

const LIVE_MS = 3_000;

// Nothing can be handed in before the page runs, so it need not be in what the server writes.
const FileUploadCard = dynamic(() => import('./file-upload-card').then((module) => module.FileUploadCard), {
  ssr: false,
  loading: () => <Skeleton className="h-88" />,
});

/** Bringing a shop's past in, and every import so far. */
export function ImportsView() {
  const { person, may } = useWorkspace();
  if (!may('imports.run')) return <ForbiddenState role={person.role} right="imports.run" what="Importing" />;
  return <Imports />;
}

function Imports() {
  const { slug, isVirtual, to } = useWorkspace();
  const trpc = useTRPC();
  const imports = useQuery(
    trpc.imports.list.queryOptions(
      { workspace: slug },
      { refetchInterval: ({ state }) => (state.data?.some(isRunning) ? LIVE_MS : false) },
    ),
  );
  const unfinished = imports.data?.find((job) => isRunning(job) || job.status === 'paused');
  return (
    <PageBody>
      <PageHeader
        title="Imports"
        description="Bring in what your shop knows as CSV files; or a shop’s whole log, and live through it on its own clock."
      />
      <FileUploadCard />
      <FileList />
      {isVirtual ? null : <RealTimeCard />}
      {isVirtual && imports.data ? unfinished ? <UnfinishedNotice job={unfinished} /> : <UploadCard /> : null}
      {isVirtual || (imports.data?.length ?? 0) > 0 ? (
        <Card>
          <CardHeader title="Imported logs" />
          <DataTable
            label="Imported logs"
            columns={IMPORT_COLUMNS}
            rows={imports.data}
            rowId={(job) => job.id}
            rowHref={(job) => to(`/imports/${job.id}`)}
            initialSort={{ id: 'started', isDescending: true }}
            error={
              imports.error && !imports.data
                ? { message: imports.error.message, onRetry: () => void imports.refetch() }
                : null
            }
            empty={
              <EmptyState
                icon={FileUp}
                title="No log has been imported yet"
                description="Each import leaves a report here: what became of every line of the file, used or not, and why not."
                className="py-10"
              />
            }
            skeletonRows={3}
          />
        </Card>
      ) : null}
    </PageBody>
  );
}

function FileList() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const files = useQuery(
    trpc.fileImports.list.queryOptions(
      { workspace: slug },
      {
        refetchInterval: ({ state }) =>
          state.data?.some(({ status }) => FILE_WORDS[status].isRunning) ? LIVE_MS : false,
      },
    ),
  );
  return (
    <Card>
      <CardHeader title="Imported files" />
      <DataTable
        label="Imported files"
        columns={FILE_COLUMNS}
        rows={files.data}
        rowId={(file) => file.id}
        rowHref={(file) => to(`/imports/files/${file.id}`)}
        initialSort={{ id: 'handed-in', isDescending: true }}
        error={
          files.error && !files.data ? { message: files.error.message, onRetry: () => void files.refetch() } : null
        }
        empty={
          <EmptyState
            icon={FileUp}
            title="No file has been imported yet"
            description="Each leaves a report here: what of it was used, what was refused, and why."
            className="py-10"
          />
        }
        skeletonRows={3}
      />
    </Card>
  );
}

function isRunning({ status }: ImportJob): boolean {
  return IMPORT_WORDS[status].isRunning;
}

function UnfinishedNotice({ job }: { job: ImportJob }) {
  const { to } = useWorkspace();
  return (
    <Notice
      title={`${job.fileName} is not finished`}
      actions={
        <LinkButton href={to(`/imports/${job.id}`)} size="sm">
          Watch it
        </LinkButton>
      }
    >
      One log at a time: wait for it to finish, or end it, before you import another.
    </Notice>
  );
}

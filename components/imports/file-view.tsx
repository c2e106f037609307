'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Play, X } from 'lucide-react';
import { useState } from 'react';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Notice } from '@/components/ui/notice';
import { KIND_PLANS } from '@/domain/imports/kinds';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { FileImport } from '@/server/services/imports';
import { FileOutcome } from './file-outcome';
import { FileProgress } from './file-progress';
import { FILE_WORDS } from './file-words';
import { ImportSkeleton } from './import-skeleton';
import { MappingCard } from './mapping-card';
import { RefusalsCard } from './refusals-card';
import { UndoFile } from './undo-file';

const LIVE_MS = 1_000;

/** One imported file: how it is read, what would be refused, how far it is, what came of it. */
export function FileView({ importId }: { importId: string }) {
  const { slug, person, may } = useWorkspace();
  const trpc = useTRPC();
  const isAllowed = may('imports.run');
  const file = useQuery(
    trpc.fileImports.get.queryOptions(
      { workspace: slug, importId },
      {
        enabled: isAllowed,
        refetchInterval: ({ state }) => (state.data && FILE_WORDS[state.data.status].isRunning ? LIVE_MS : false),
      },
    ),
  );
  if (!isAllowed) return <ForbiddenState role={person.role} right="imports.run" what="Importing" />;
  if (file.data) return <Loaded file={file.data} />;
  if (!file.error) return <ImportSkeleton label="Loading the import" />;
  return (
    <PageBody>
      <ToImports />
      {file.error.data?.code === 'NOT_FOUND' ? (
        <ErrorState
          isWholePage
          title={file.error.message}
          description="The address is wrong, or it is of another workspace."
        />
      ) : (
        <ErrorState isWholePage description={file.error.message} onRetry={() => void file.refetch()} />
      )}
    </PageBody>
  );
}

function ToImports() {
  const { to } = useWorkspace();
  return <BackLink href={to('/imports')}>Imports</BackLink>;
}

function Loaded({ file }: { file: FileImport }) {
  const [isEditing, setEditing] = useState(false);
  const words = FILE_WORDS[file.status];
  const isMapping = file.status === 'uploaded' || (file.status === 'checked' && isEditing);
  const totals = file.status === 'checked' && file.checked ? file.checked : file.totals;
  return (
    <PageBody>
      <PageHeader
        back={<ToImports />}
        title={<span className="break-all">{file.fileName}</span>}
        status={
          <output>
            <Badge tone={words.tone}>{words.label}</Badge>
          </output>
        }
        description={
          <>
            {file.kind ? `${KIND_PLANS[file.kind].label}, handed in ` : 'Handed in '}
            <TimeText at={file.createdAt} as="absolute" />
          </>
        }
        actions={<Controls file={file} />}
      />
      <FileOutcome file={file} />
      {words.isRunning ? <FileProgress file={file} /> : null}
      {file.status === 'checked' && !isEditing ? <Checked file={file} onEdit={() => setEditing(true)} /> : null}
      {isMapping ? <Mapping file={file} onChecking={() => setEditing(false)} /> : null}
      {isMapping ? null : <RefusalsCard importId={file.id} totals={totals} isOver={file.finishedAt !== null} />}
    </PageBody>
  );
}

function Mapping({ file, onChecking }: { file: FileImport; onChecking: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const preview = useQuery(trpc.fileImports.preview.queryOptions({ workspace: slug, importId: file.id }));
  if (preview.data) return <MappingCard file={file} preview={preview.data} onChecking={onChecking} />;
  if (!preview.error) return <ImportSkeleton label="Loading the first rows" />;
  return <ErrorState description={preview.error.message} onRetry={() => void preview.refetch()} />;
}

function Checked({ file, onEdit }: { file: FileImport; onEdit: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const start = useMutation(
    trpc.fileImports.start.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.fileImports.pathFilter()),
    }),
  );
  if (!file.checked) return null;
  const { rows, used, refused } = file.checked;
  return (
    <Notice
      tone={refused > 0 ? 'warn' : 'good'}
      role="status"
      title={`${formatCount(used)} of ${plural(rows, 'row')} can be imported${refused > 0 ? `, ${formatCount(refused)} would be refused` : ''}`}
    >
      <p>Nothing is written yet. {used === 0 ? 'Read its columns otherwise, or mend the file.' : ''}</p>
      <p className="mt-2 flex flex-wrap gap-2">
        <Button
          variant="primary"
          pending={start.isPending}
          disabledReason={used === 0 ? 'There is nothing to import.' : undefined}
          onClick={() => start.mutate({ workspace: slug, importId: file.id })}
        >
          <Play aria-hidden /> Import {plural(used, 'row')}
        </Button>
        <Button onClick={onEdit}>
          <Pencil aria-hidden /> Change how it is read
        </Button>
      </p>
      {start.error ? <p className="mt-2 text-bad">{start.error.message}</p> : null}
    </Notice>
  );
}

function Controls({ file }: { file: FileImport }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = { onSettled: () => queryClient.invalidateQueries(trpc.fileImports.pathFilter()) };
  const cancel = useMutation(trpc.fileImports.cancel.mutationOptions(refresh));
  const resume = useMutation(trpc.fileImports.resume.mutationOptions(refresh));
  const asked = { workspace: slug, importId: file.id };
  const mayUndo = may('imports.undo') && file.finishedAt && file.undo === null && file.totals.used > 0 && file.checked;
  if (file.status === 'failed') {
    return (
      <>
        {mayUndo ? <UndoFile file={file} /> : null}
        <Button variant="primary" pending={resume.isPending} onClick={() => resume.mutate(asked)}>
          <Play aria-hidden /> Resume
        </Button>
      </>
    );
  }
  if (file.finishedAt) return mayUndo ? <UndoFile file={file} /> : null;
  return (
    <AlertDialog
      trigger={
        <Button variant="dangerOutline">
          <X aria-hidden /> End
        </Button>
      }
      title="End this import for good?"
      description="What it has written stays. The file is deleted; it can be handed in again, and what is known already does not count twice."
      confirmLabel="End the import"
      pending={cancel.isPending}
      onConfirm={() => cancel.mutate(asked)}
    />
  );
}

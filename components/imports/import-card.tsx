'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play, X } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { formatCount, formatDateTime, formatDuration } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ImportJob } from '@/server/services/imports';
import { ImportReport } from './import-report';
import { IMPORT_WORDS } from './prepare-import';
import { useRemaining } from './use-remaining';

/** One import: how far it is, what has come of it so far, and what can be done with it. */
export function ImportCard({ job }: { job: ImportJob }) {
  const words = IMPORT_WORDS[job.status];
  return (
    <Card>
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            <span className="break-all">{job.fileName}</span>
            <Badge tone={words.tone}>{words.label}</Badge>
          </span>
        }
        description={
          <>
            Started <TimeText at={job.createdAt} as="absolute" />
            {job.finishedAt ? (
              <>
                , ended <TimeText at={job.finishedAt} as="absolute" />
              </>
            ) : null}
          </>
        }
        actions={<Controls job={job} />}
      />
      <CardBody className="flex flex-col gap-5">
        {job.status === 'completed' || job.status === 'cancelled' ? null : <HowFar job={job} />}
        {job.error ? (
          <Notice tone="bad" title="It stopped">
            {job.error} Nothing is lost: resume goes on where it stopped.
          </Notice>
        ) : null}
        <ImportReport job={job} />
      </CardBody>
    </Card>
  );
}

function HowFar({ job }: { job: ImportJob }) {
  const { timezone } = useWorkspace();
  const { totals, progress, status } = job;
  const remaining = useRemaining(job);
  const read = formatCount(totals.lines);
  const lines =
    totals.expectedLines === null ? `${read} lines` : `${read} of ${formatCount(totals.expectedLines)} lines`;
  const label =
    status === 'replaying' && totals.importedTo
      ? `The log's clock is at ${formatDateTime(new Date(totals.importedTo), timezone)}`
      : 'Lines read';
  return (
    <Progress
      label={label}
      value={progress === null ? null : progress * 100}
      detail={remaining === null ? lines : `${lines}, about ${formatDuration(remaining)} left`}
    />
  );
}

function Controls({ job }: { job: ImportJob }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const refresh = { onSettled: () => void cache.invalidateQueries({ queryKey: trpc.imports.pathKey() }) };
  const pause = useMutation(trpc.imports.pause.mutationOptions(refresh));
  const resume = useMutation(trpc.imports.resume.mutationOptions(refresh));
  const cancel = useMutation(trpc.imports.cancel.mutationOptions(refresh));
  const asked = { workspace: slug, importId: job.id };
  const { isRunning } = IMPORT_WORDS[job.status];
  const isPaused = job.status === 'paused';
  if (!isRunning && !isPaused && job.status !== 'failed') return null;
  return (
    <>
      {isRunning ? (
        <Button size="sm" pending={pause.isPending} onClick={() => pause.mutate(asked)}>
          <Pause aria-hidden /> Pause
        </Button>
      ) : (
        <Button size="sm" variant="primary" pending={resume.isPending} onClick={() => resume.mutate(asked)}>
          <Play aria-hidden /> Resume
        </Button>
      )}
      {isRunning || isPaused ? (
        <AlertDialog
          trigger={
            <Button size="sm" variant="dangerOutline">
              <X aria-hidden /> Cancel
            </Button>
          }
          title="Cancel this import?"
          description="What it has brought in stays. It cannot go on afterwards, but the file can be imported again: what is known already is not counted twice."
          confirmLabel="Cancel the import"
          pending={cancel.isPending}
          onConfirm={() => cancel.mutate(asked)}
        />
      ) : null}
    </>
  );
}

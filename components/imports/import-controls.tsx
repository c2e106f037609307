'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play, X } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { useTRPC } from '@/lib/trpc/client';
import type { ImportJob } from '@/server/services/imports';
import { IMPORT_WORDS } from './prepare-import';

/** Hold an import, let it go on, or end it for good. */
export function ImportControls({ job }: { job: ImportJob }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = { onSettled: () => queryClient.invalidateQueries(trpc.imports.pathFilter()) };
  const pause = useMutation(trpc.imports.pause.mutationOptions(refresh));
  const resume = useMutation(trpc.imports.resume.mutationOptions(refresh));
  const cancel = useMutation(trpc.imports.cancel.mutationOptions(refresh));
  const asked = { workspace: slug, importId: job.id };
  const { isRunning } = IMPORT_WORDS[job.status];
  const mayResume = job.status === 'paused' || job.status === 'failed';
  return (
    <>
      {isRunning ? (
        <Button pending={pause.isPending} onClick={() => pause.mutate(asked)}>
          <Pause aria-hidden /> Pause
        </Button>
      ) : null}
      {mayResume ? (
        <Button variant="primary" pending={resume.isPending} onClick={() => resume.mutate(asked)}>
          <Play aria-hidden /> Resume
        </Button>
      ) : null}
      {isRunning || job.status === 'paused' ? (
        <AlertDialog
          trigger={
            <Button variant="dangerOutline">
              <X aria-hidden /> End
            </Button>
          }
          title="End this import for good?"
          description="What it has brought in stays. It cannot go on afterwards, but the same file can be imported again: what is known already is not counted twice."
          confirmLabel="End the import"
          pending={cancel.isPending}
          onConfirm={() => cancel.mutate(asked)}
        />
      ) : null}
    </>
  );
}

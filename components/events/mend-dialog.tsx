'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { DeadLetterItem } from '@/server/services/events';
import { mendable } from './event-words';

/** One event that could not be used: why, its text to mend, and sending it in again. */
export function MendDialog({ letter, onClose }: { letter: DeadLetterItem | null; onClose: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const isMended = letter !== null && letter.resolvedAt !== null;
  const replay = useMutation(
    trpc.events.replayDeadLetter.mutationOptions({
      async onSuccess({ accepted }) {
        await queryClient.invalidateQueries(trpc.events.pathFilter());
        close();
        notify(
          accepted
            ? { tone: 'good', title: 'Sent in again', description: 'It is worked in like any other event.' }
            : {
                tone: 'info',
                title: 'It was here already',
                description: 'An event with its messageId came in before.',
              },
        );
      },
      onError: () => {},
    }),
  );

  function close() {
    replay.reset();
    onClose();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!letter) return;
    const mended = String(new FormData(event.currentTarget).get('mended'));
    replay.mutate({ workspace: slug, id: letter.id, mended });
  }
  return (
    <Dialog
      open={letter !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      title={isMended ? 'Mended and sent in again' : 'Mend and send again'}
      description={
        isMended
          ? 'The event exactly as it came the first time.'
          : 'The event exactly as it came. Change what is wrong with it; nothing happens until it can be used.'
      }
      className="sm:w-[min(calc(100vw-32px),720px)]"
      footer={
        isMended ? (
          <DialogClose render={<Button>Close</Button>} />
        ) : (
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button type="submit" form={formId} variant="primary" pending={replay.isPending}>
              Send again
            </Button>
          </>
        )
      }
    >
      {letter ? (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Notice tone={isMended ? 'neutral' : 'warn'} title={letter.reason}>
            {letter.field ? (
              <>
                Field <Code className="break-all whitespace-normal">{letter.field}</Code>
              </>
            ) : null}
          </Notice>
          <Field label="Event, as JSON" name="mended" error={replay.error?.message}>
            <Textarea
              key={letter.id}
              readOnly={isMended}
              defaultValue={mendable(letter.raw)}
              spellCheck={false}
              rows={12}
              className="scrollbar-thin max-h-[44dvh] font-mono text-xs leading-5"
            />
          </Field>
        </form>
      ) : null}
    </Dialog>
  );
}

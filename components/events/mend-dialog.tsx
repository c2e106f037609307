'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';
import { useDebounced } from '@/components/forms/use-debounced';
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
  const isOver = letter !== null && letter.resolvedAt !== null;
  return (
    <Dialog
      open={letter !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={titleOf(letter)}
      description={
        isOver
          ? 'The event exactly as it came the first time.'
          : 'The event exactly as it came. Change what is wrong with it: it keeps its messageId and its time, and nothing happens until it can be used.'
      }
      className="sm:w-[min(calc(100vw-32px),720px)]"
    >
      {letter ? <MendForm key={letter.id} letter={letter} isOver={isOver} onClose={onClose} /> : null}
    </Dialog>
  );
}

function titleOf(letter: DeadLetterItem | null): string {
  if (!letter?.resolvedAt) return 'Mend and send again';
  return letter.resolution === 'discarded' ? 'Discarded' : 'Mended and sent in again';
}

type MendFormProps = { letter: DeadLetterItem; isOver: boolean; onClose: () => void };

function MendForm({ letter, isOver, onClose }: MendFormProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [text, setText] = useState(() => mendable(letter.raw));
  const check = useCheck(letter.id, text, isOver);
  const replay = useMutation(
    trpc.events.replayDeadLetter.mutationOptions({
      async onSuccess({ accepted }) {
        await queryClient.invalidateQueries(trpc.events.pathFilter());
        onClose();
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
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isOver) replay.mutate({ workspace: slug, id: letter.id, mended: text });
  }
  return (
    <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
      <Notice tone={isOver ? 'neutral' : 'warn'} title={letter.reason}>
        {letter.field ? (
          <>
            Field <Code className="break-all whitespace-normal">{letter.field}</Code>
          </>
        ) : null}
      </Notice>
      <Field label="Event, as JSON" name="mended" error={replay.error?.message ?? check.problem?.message}>
        <Textarea
          readOnly={isOver}
          value={text}
          onChange={(event) => {
            replay.reset();
            setText(event.currentTarget.value);
          }}
          spellCheck={false}
          rows={12}
          className="scrollbar-thin max-h-[44dvh] font-mono text-xs leading-5"
        />
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span role="status" className="mr-auto flex items-center gap-1.5 text-table text-fg-muted">
          {check.isUsable ? (
            <>
              <CircleCheck aria-hidden className="size-4 text-good" /> It can be used as it stands
            </>
          ) : check.problem ? (
            <>
              Still wrong: <Code className="break-all whitespace-normal">{check.problem.field}</Code>
            </>
          ) : null}
        </span>
        {isOver ? (
          <DialogClose render={<Button>Close</Button>} />
        ) : (
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button type="submit" variant="primary" pending={replay.isPending}>
              Send again
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

const TYPING_MS = 300;

/** What the server says of the text once typing rests; nothing while it is being typed. */
function useCheck(id: string, text: string, isOver: boolean) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const rested = useDebounced(text, TYPING_MS);
  const check = useQuery(
    trpc.events.checkMended.queryOptions(
      { workspace: slug, id, mended: rested },
      { enabled: !isOver && rested.length >= 2, staleTime: 60_000, retry: false },
    ),
  );
  const isCurrent = rested === text && check.data !== undefined;
  const problem = isCurrent ? check.data.problem : null;
  return { problem, isUsable: isCurrent && problem === null };
}

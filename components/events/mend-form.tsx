'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Code, CodeBlock } from '@/components/ui/code';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { DeadLetterItem } from '@/server/services/events';
import { readableJson } from './readable-json';

type MendFormProps = { letter: DeadLetterItem; onMended: () => void };

/** A refused event, whole, to be mended and sent again; the server says what is still wrong. */
export function MendForm({ letter, onMended }: MendFormProps) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [mended, setMended] = useState(() => readableJson(letter.raw));
  const replay = useMutation(
    trpc.events.replayDeadLetter.mutationOptions({
      onSuccess: () => {
        notify({ tone: 'good', title: 'Sent again', description: 'The event was accepted.' });
        void cache.invalidateQueries({ queryKey: trpc.events.pathKey() });
        onMended();
      },
      // Shown at the field.
      onError: () => {},
    }),
  );
  const mayMend = may('imports.run') && letter.resolvedAt === null;
  return (
    <div className="flex flex-col gap-4 px-4 pt-2 pb-6">
      <Notice tone={letter.resolvedAt ? 'good' : 'warn'} title={letter.resolvedAt ? 'Mended since' : letter.reason}>
        {letter.field ? (
          <>
            Field <Code>{letter.field}</Code>,{' '}
          </>
        ) : null}
        received <TimeText at={letter.receivedAt} as="absolute" />
      </Notice>
      {mayMend ? (
        <>
          <Field
            label="The event"
            hint="Mend it and send it again. Nothing changes while it is still wrong."
            error={replay.error?.message}
          >
            <Textarea
              value={mended}
              onChange={(event) => setMended(event.target.value)}
              spellCheck={false}
              className="font-mono text-xs leading-5"
            />
          </Field>
          <Button
            variant="primary"
            className="self-start"
            pending={replay.isPending}
            onClick={() => replay.mutate({ workspace: slug, id: letter.id, mended })}
          >
            Send again
          </Button>
        </>
      ) : (
        <CodeBlock text={readableJson(letter.raw)} label="event" />
      )}
    </div>
  );
}

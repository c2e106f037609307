'use client';

import type { RefObject } from 'react';
import { Code } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { namedSlots, SLOTS, slotsIn } from '@/domain/templates/slots';
import { writingProblem } from '@/domain/templates/writing-problem';
import { type EditDraft, withPercent } from './edit-draft';

type WordFieldsProps = {
  draft: EditDraft;
  /** The field that is typed in first. */
  first: RefObject<HTMLInputElement | null>;
  /** A line as the customer reads it; null where that is not known yet. */
  read: (part: 'subject' | 'preheader') => string | null;
  onChange: (draft: EditDraft) => void;
};

/** The words of a message as text fields, and its discount where it has one. */
export function WordFields({ draft, first, read, onChange }: WordFieldsProps) {
  function set(part: Partial<EditDraft>) {
    onChange({ ...draft, ...part });
  }
  return (
    <>
      <Field
        label="Subject"
        hint={<Reading text={draft.subject} exact={read('subject')} />}
        error={writingProblem(draft.subject) ?? undefined}
      >
        <Input
          ref={first}
          value={draft.subject}
          maxLength={200}
          onChange={(event) => set({ subject: event.target.value })}
        />
      </Field>
      <Field
        label="Preview text"
        hint={
          <>
            What mail programs show beside the subject. <Reading text={draft.preheader} exact={read('preheader')} />
          </>
        }
        error={writingProblem(draft.preheader) ?? undefined}
      >
        <Input value={draft.preheader} maxLength={200} onChange={(event) => set({ preheader: event.target.value })} />
      </Field>
      <Field label="Headline" error={writingProblem(draft.headline) ?? undefined}>
        <Input value={draft.headline} maxLength={200} onChange={(event) => set({ headline: event.target.value })} />
      </Field>
      <Field
        label="Text"
        hint="An empty line begins a new paragraph. What stands in {{ }} is filled in for the customer."
        error={writingProblem(draft.body) ?? undefined}
      >
        <Textarea value={draft.body} rows={6} onChange={(event) => set({ body: event.target.value })} />
      </Field>
      <SlotList />
      <div className="grid gap-3 @md:grid-cols-2">
        <Field label="Button" error={writingProblem(draft.callToAction) ?? undefined}>
          <Input
            value={draft.callToAction}
            maxLength={80}
            onChange={(event) => set({ callToAction: event.target.value })}
          />
        </Field>
        {draft.percentOff === null ? null : (
          <Field label="Discount in %" hint="The words follow.">
            <Input
              type="number"
              min={1}
              max={90}
              value={draft.percentOff}
              onChange={(event) => {
                const percent = Math.round(event.target.valueAsNumber);
                if (percent >= 1 && percent <= 90) onChange(withPercent(draft, percent));
              }}
            />
          </Field>
        )}
      </div>
    </>
  );
}

/** What may be filled in for the customer, to be copied; anything else in braces is refused before it is sent. */
function SlotList() {
  return (
    <details className="text-table">
      <summary className="min-h-6 cursor-pointer text-fg-muted hover:text-fg">What can be filled in</summary>
      <ul className="flex flex-col gap-1 pt-1">
        {Object.values(SLOTS).map((slot) => (
          <li key={slot} className="flex flex-wrap items-center gap-x-2">
            <Code>{slot}</Code>
            <CopyButton text={slot} label={`Copy the ${namedSlots(slot).slice(1, -1)}`} />
            <span className="text-fg-muted">{namedSlots(slot).slice(1, -1)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A line as it will be read; until its variables are filled in, each as what it stands for. */
function Reading({ text, exact }: { text: string; exact: string | null }) {
  if (exact === null && slotsIn(text).length === 0) return <>What stands in {'{{ }}'} is filled in for the customer.</>;
  return (
    <>
      Reads: <span className="text-fg">{exact ?? namedSlots(text)}</span>
    </>
  );
}

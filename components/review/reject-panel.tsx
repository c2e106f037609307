'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useSingleKeys } from '@/components/shortcuts';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/kbd';
import { Textarea } from '@/components/ui/textarea';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import type { RejectReason } from '@/domain/review/review-item';

const REASONS = Object.entries(REJECT_REASONS) as [RejectReason, string][];

export type RejectDraft = { reason: RejectReason | null; note: string };

type RejectPanelProps = {
  draft: RejectDraft;
  onDraftChange: (draft: RejectDraft) => void;
  onReject: (reason: RejectReason, note: string) => void;
  onCancel: () => void;
};

/** Why not: a reason by its number, a note where it helps, Ctrl and Enter to reject from wherever one stands. */
export function RejectPanel({ draft, onDraftChange, onReject, onCancel }: RejectPanelProps) {
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const areSingleKeysOn = useSingleKeys();
  const missing = missingOf(draft);

  useEffect(() => first.current?.focus(), []);

  function choose(reason: RejectReason) {
    onDraftChange({ ...draft, reason });
    // The keyboard goes with the choice: the next Tab leads on to the note, not back to the reason.
    if (reason === 'other') note.current?.focus();
    else document.getElementById(`${id}-${reason}`)?.focus();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.reason && !missing) onReject(draft.reason, draft.note);
  }
  function press(event: KeyboardEvent<HTMLFormElement>) {
    if (event.nativeEvent.isComposing) return;
    const hasMod = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && hasMod && !event.repeat) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    } else if (event.target instanceof HTMLInputElement && !hasMod && !event.altKey) {
      const byNumber = areSingleKeysOn ? REASONS[Number(event.key) - 1] : undefined;
      if (byNumber) choose(byNumber[0]);
      // Typed on a reason, it is meant for the note: the letter falls where the focus now is.
      else if (event.key.length === 1 && event.key !== ' ') note.current?.focus();
    }
  }

  return (
    <form onSubmit={submit} onKeyDown={press} aria-label="Reject" className="flex flex-col gap-3">
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Why not?</legend>
        <div className="flex flex-col">
          {REASONS.map(([reason, words], index) => (
            <label
              key={reason}
              htmlFor={`${id}-${reason}`}
              className={cn(
                'flex min-h-7.5 items-center gap-2 rounded-md px-1.5 text-table hover:bg-hover pointer-coarse:min-h-11',
                draft.reason === reason && 'bg-hover font-medium',
              )}
            >
              <input
                ref={index === 0 ? first : undefined}
                type="radio"
                name={id}
                id={`${id}-${reason}`}
                checked={draft.reason === reason}
                onChange={() => choose(reason)}
                className="size-4 shrink-0 accent-(--primary)"
              />
              <span className="flex-1">{words}</span>
              <Kbd keys={String(index + 1)} className="text-fg-muted pointer-coarse:hidden" />
            </label>
          ))}
        </div>
      </fieldset>
      <label htmlFor={`${id}-note`} className="flex flex-col gap-1 text-table">
        <span>
          Note <span className="text-fg-muted">{draft.reason === 'other' ? '(needed)' : '(optional)'}</span>
        </span>
        <Textarea
          ref={note}
          id={`${id}-note`}
          rows={2}
          maxLength={2_000}
          value={draft.note}
          onChange={(event) => onDraftChange({ ...draft, note: event.target.value })}
        />
      </label>
      <div className="flex gap-2">
        <Button onClick={onCancel}>Back</Button>
        <Button type="submit" variant="danger" className="flex-1" disabledReason={missing} shortcut="Mod+Enter">
          Reject
        </Button>
      </div>
      {missing ? <p className="text-xs text-fg-muted">{missing}</p> : null}
    </form>
  );
}

function missingOf({ reason, note }: RejectDraft): string | undefined {
  if (!reason) return 'Choose a reason first.';
  return reason === 'other' && note.trim() === '' ? 'Say in the note what is wrong.' : undefined;
}

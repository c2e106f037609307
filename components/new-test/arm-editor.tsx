'use client';

import { useMutation } from '@tanstack/react-query';
import { PenLine, Trash2 } from 'lucide-react';
import { WordsPreview } from '@/components/creative/words-preview';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { SLOT_MEANINGS } from '@/domain/copy/copy-slots';
import { asRead } from '@/domain/copy/specimen';
import { type ChallengerStyle, STYLE_NAMES } from '@/domain/copy/styles';
import { useTRPC } from '@/lib/trpc/client';
import { type ArmDraft, type ArmErrors, copyWords, PART_NAMES, typedWords, WORD_PARTS } from './test-draft';

type ArmEditorProps = {
  arm: ArmDraft;
  templateId: string;
  stylesLeft: readonly ChallengerStyle[];
  errors: ArmErrors;
  onChange: (arm: ArmDraft) => void;
  onRemove: (() => void) | null;
};

/** One variant: its style, its words, and how a customer reads them. */
export function ArmEditor({ arm, templateId, stylesLeft, errors, onChange, onRemove }: ArmEditorProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const name = STYLE_NAMES[arm.style];
  const write = useMutation(
    trpc.creative.draft.mutationOptions({
      onSuccess(drafted) {
        if (drafted)
          onChange({ ...arm, words: typedWords(drafted.words), draftId: drafted.draftId, writer: drafted.writer });
      },
    }),
  );
  const offerEnds = targetOf(templateId)?.offerEnds ?? false;
  const isWritten = WORD_PARTS.some((part) => arm.words[part].trim() !== '');
  const styles = [arm.style, ...stylesLeft].map((value) => ({ value, label: STYLE_NAMES[value] }));
  return (
    <section aria-label={name} className="flex flex-col gap-3 border-t border-border pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={`Style of the variant ${name}`}
          className="w-44"
          options={styles}
          value={arm.style}
          onValueChange={(style) => onChange({ ...arm, style })}
        />
        <Button
          pending={write.isPending}
          onClick={() => write.mutate({ workspace: slug, templateId, style: arm.style })}
        >
          <PenLine aria-hidden /> {isWritten ? 'Write it anew' : 'Have it written'}
          <span className="sr-only"> in the style {name}</span>
        </Button>
        {onRemove ? (
          <IconButton label={`Remove the variant ${name}`} icon={<Trash2 aria-hidden />} onClick={onRemove} />
        ) : null}
        {arm.writer ? <p className="text-table text-fg-muted">{arm.writer}.</p> : null}
      </div>
      {write.error ? <Notice tone="bad">{write.error.message}</Notice> : null}
      {write.data === null ? (
        <Notice tone="info">
          There is nothing true to say in this style for this message. Write it, or take another.
        </Notice>
      ) : null}
      {errors.all ? (
        <Notice tone="bad" role="alert">
          {errors.all}
        </Notice>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex flex-col gap-3">
          <Parts arm={arm} errors={errors} onChange={onChange} />
          <Slots templateId={templateId} />
        </div>
        {isWritten ? (
          <div className="flex flex-col gap-1">
            <WordsPreview words={asRead(copyWords(arm.words), { offerEnds })} />
            {offerEnds ? (
              <p className="text-xs text-fg-muted">The sentence with the code stands in every one of these e-mails.</p>
            ) : null}
          </div>
        ) : (
          <p className="rounded-md bg-bg p-3 text-table text-fg-muted">
            How a customer reads it appears here as it is written.
          </p>
        )}
      </div>
    </section>
  );
}

function Parts({ arm, errors, onChange }: Pick<ArmEditorProps, 'arm' | 'errors' | 'onChange'>) {
  return WORD_PARTS.map((part) => {
    const value = arm.words[part];
    const put = (text: string) => onChange({ ...arm, words: { ...arm.words, [part]: text } });
    const error = errors[part];
    return (
      <Field
        key={part}
        label={PART_NAMES[part]}
        hint={part === 'text' ? 'One to three paragraphs, with an empty line between them.' : undefined}
        {...(error && { error })}
      >
        {part === 'text' ? (
          <Textarea rows={5} maxLength={2_400} value={value} onChange={(event) => put(event.target.value)} />
        ) : (
          <Input maxLength={part === 'callToAction' ? 80 : 200} value={value} onValueChange={put} />
        )}
      </Field>
    );
  });
}

/** What may stand for what differs from customer to customer. */
function Slots({ templateId }: { templateId: string }) {
  const slots = targetOf(templateId)?.slots ?? [];
  return (
    <details className="text-table text-fg-muted">
      <summary className="w-fit min-h-6 pointer-coarse:min-h-11">What differs from customer to customer</summary>
      <ul className="flex flex-col gap-1 pt-1">
        {slots.map((slot) => (
          <li key={slot}>
            <code className="text-xs">{`{{ ${slot} }}`}</code>: {SLOT_MEANINGS[slot]}
          </li>
        ))}
      </ul>
    </details>
  );
}

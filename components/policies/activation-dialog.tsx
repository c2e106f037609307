'use client';

import { type ReactNode, useState } from 'react';
import type { Tried } from '@/components/replay/start-form';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import type { PolicyDescription } from '@/domain/policies/description';
import type { PolicyChange } from '@/domain/policies/diff';
import type { LintFinding } from '@/domain/policies/lint/finding';
import { plural } from '@/lib/format';
import { ChangeList } from './change-list';
import { FindingList } from './finding-list';
import { ForeseenReviews } from './foreseen-reviews';

type ActivationDialogProps = {
  title: string;
  description: ReactNode;
  confirmLabel: string;
  /** What comes into force. */
  tried: Tried;
  changes: readonly PolicyChange[];
  /** What speaks against it; null until it is known. */
  findings: readonly LintFinding[] | null;
  forms: PolicyDescription;
  pending: boolean;
  /** Why the server did not do it. */
  error: string | null;
  onClose: () => void;
  onConfirm: (answer: { reason: string; acceptedFindings: string[] }) => void;
};

/** Puts a policy in force: what changes, what speaks against it with a tick each, and why it is done. */
export function ActivationDialog(props: ActivationDialogProps) {
  const { title, description, confirmLabel, tried, changes, findings, forms, pending, error, onClose, onConfirm } =
    props;
  const [reason, setReason] = useState('');
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const blocker = whyNot(changes, findings, accepted, reason);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={description}
      className="max-h-[90dvh] overflow-y-auto"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending}
            disabledReason={blocker}
            onClick={() => onConfirm({ reason: reason.trim(), acceptedFindings: [...accepted] })}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Reason" hint="Stands in the history and in the audit log." error={error ?? undefined}>
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <section className="flex flex-col gap-2">
          <h3 className="text-table font-medium">{plural(changes.length, 'change')}</h3>
          <ChangeList changes={changes} />
        </section>
        <ForeseenReviews tried={tried} />
        {findings && findings.length > 0 ? (
          <section className="flex flex-col gap-2">
            <h3 className="text-table font-medium">What speaks against it</h3>
            <FindingList
              findings={findings}
              description={forms}
              below={(finding) =>
                finding.severity === 'error' ? null : (
                  <Checkbox
                    label="I have read this and want it so"
                    checked={accepted.includes(finding.id)}
                    onCheckedChange={(isOn) =>
                      setAccepted(isOn ? [...accepted, finding.id] : accepted.filter((id) => id !== finding.id))
                    }
                  />
                )
              }
            />
          </section>
        ) : null}
        {blocker ? <Notice tone="neutral">{blocker}</Notice> : null}
      </div>
    </Dialog>
  );
}

function whyNot(
  changes: readonly PolicyChange[],
  findings: readonly LintFinding[] | null,
  accepted: readonly string[],
  reason: string,
): string | undefined {
  if (changes.length === 0) return 'Nothing would change.';
  if (!findings) return 'It is still being checked.';
  if (findings.some(({ severity }) => severity === 'error')) return 'Mend the contradictions first.';
  if (findings.some(({ id }) => !accepted.includes(id))) return 'Tick each warning first.';
  return reason.trim().length < 3 ? 'Give a reason first.' : undefined;
}

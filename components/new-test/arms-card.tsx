'use client';

import { Plus } from 'lucide-react';
import { WordsPreview } from '@/components/creative/words-preview';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { STYLE_NAMES } from '@/domain/copy/styles';
import type { WordsProblem } from '@/server/services/creative';
import { ArmEditor } from './arm-editor';
import type { DraftProps } from './message-card';
import { type ArmDraft, type ArmErrors, errorsOf, newArm, stylesLeft } from './test-draft';

type ArmsCardProps = DraftProps & { problems: readonly WordsProblem[]; missing: readonly ArmErrors[] };

/** The words that are tried against each other: those of today, and the variants that are being written. */
export function ArmsCard({ draft, plan, onChange, problems, missing }: ArmsCardProps) {
  const left = stylesLeft(draft.arms);
  const [next] = left;
  const put = (index: number, arm: ArmDraft) =>
    onChange({ arms: draft.arms.map((each, at) => (at === index ? arm : each)) });
  return (
    <Card>
      <CardHeader
        title="Variants"
        description="Shown as a customer called Anna would read them, with 3 items worth $120.00 in her cart and 20% off where the message speaks of them."
        actions={
          next ? (
            <Button onClick={() => onChange({ arms: [...draft.arms, newArm(next, draft.arms)] })}>
              <Plus aria-hidden /> Add a variant
            </Button>
          ) : null
        }
      />
      <CardBody className="flex flex-col gap-6">
        <section aria-label={STYLE_NAMES.control} className="flex flex-col gap-2">
          <h3 className="flex items-center gap-2 text-sm font-medium">
            {STYLE_NAMES.control} <Badge icon={null}>Sent today</Badge>
          </h3>
          <div className="max-w-xl">
            <WordsPreview words={plan.today} />
          </div>
        </section>
        {draft.arms.map((arm, index) => (
          <ArmEditor
            key={arm.id}
            arm={arm}
            templateId={draft.templateId}
            stylesLeft={left}
            errors={{ ...errorsOf(problems, arm.style), ...missing[index] }}
            onChange={(changed) => put(index, changed)}
            onRemove={
              draft.arms.length > 1 ? () => onChange({ arms: draft.arms.filter((_, at) => at !== index) }) : null
            }
          />
        ))}
      </CardBody>
    </Card>
  );
}

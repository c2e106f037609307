'use client';

import { channelName } from '@/components/decisions/channel-icon';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { CREATIVE_TARGETS, targetOf } from '@/domain/agents/creative-testing/targets';
import type { TestPlanFacts } from '@/server/services/creative';
import type { TestDraft } from './test-draft';

const MESSAGES = CREATIVE_TARGETS.map(({ templateId, name }) => ({ value: templateId, label: name }));

export type DraftProps = {
  draft: TestDraft;
  plan: TestPlanFacts;
  onChange: (changes: Partial<TestDraft>) => void;
};

/** What is tested, and whether it may be now. */
export function MessageCard({ draft, plan, onChange }: DraftProps) {
  const target = targetOf(draft.templateId);
  return (
    <Card>
      <CardHeader title="What is tested" />
      <CardBody className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Message"
          hint={target ? `Sent ${target.purpose}, by ${channelName(target.channel).toLowerCase()}.` : undefined}
        >
          <SelectList
            options={MESSAGES}
            value={draft.templateId}
            // What was written for another message is from now on a person's choice.
            onValueChange={(templateId) =>
              onChange({ templateId, arms: draft.arms.map((arm) => ({ ...arm, draftId: null })) })
            }
          />
        </Field>
        <Notice tone={plan.isEligible ? 'good' : 'warn'} title={plan.isEligible ? 'Can be tested now' : 'Not now'}>
          {plan.reasons.join(' ')}
        </Notice>
      </CardBody>
    </Card>
  );
}

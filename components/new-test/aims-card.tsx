'use client';

import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { RadioGroup } from '@/components/ui/radio-group';
import { GOAL_WORDS, TEST_GOALS } from '@/domain/experiments/aims';
import type { DraftProps } from './message-card';

const GOALS = TEST_GOALS.map((value) => ({ value, label: GOAL_WORDS[value].name, hint: GOAL_WORDS[value].words }));

/** What decides, and what must not be harmed. */
export function AimsCard({ draft, onChange }: Pick<DraftProps, 'draft' | 'onChange'>) {
  return (
    <Card>
      <CardHeader title="What decides" />
      <CardBody className="flex flex-col gap-4">
        <RadioGroup label="Goal" options={GOALS} value={draft.goal} onValueChange={(goal) => onChange({ goal })} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-table font-medium">No winner that has</legend>
          <Checkbox label="more unsubscribes and complaints (always)" checked disabled onCheckedChange={() => {}} />
          {draft.goal === 'clicks' ? (
            <Checkbox
              label="fewer orders"
              checked={draft.guardsOrders}
              onCheckedChange={(guardsOrders) => onChange({ guardsOrders })}
            />
          ) : null}
        </fieldset>
      </CardBody>
    </Card>
  );
}

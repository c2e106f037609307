'use client';

import { ALLOCATION_NAMES, planWords } from '@/components/creative/share-words';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { RadioGroup } from '@/components/ui/radio-group';
import { ALLOCATIONS } from '@/domain/experiments/allocation';
import type { DraftProps } from './message-card';

/** How customers are shared between the variants. */
export function SharingCard({ draft, plan, onChange }: DraftProps) {
  const options = ALLOCATIONS.map((allocation) => ({
    value: allocation,
    label: ALLOCATION_NAMES[allocation] + (allocation === plan.sharing.allocation ? ', as the policy has it' : ''),
    hint: planWords({ ...plan.sharing, allocation }),
  }));
  return (
    <Card>
      <CardHeader title="How customers are shared" />
      <CardBody>
        <RadioGroup
          label="Way of sharing"
          options={options}
          value={draft.allocation ?? plan.sharing.allocation}
          onValueChange={(allocation) => onChange({ allocation })}
        />
      </CardBody>
    </Card>
  );
}

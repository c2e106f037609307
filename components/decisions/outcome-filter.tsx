'use client';

import { ChevronDown, ListFilter } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Popover } from '@/components/ui/popover';
import type { Outcome } from '@/domain/decisions/outcome';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';

type OutcomeFilterProps = { value: readonly Outcome[]; onValueChange: (value: Outcome[]) => void };

/** Any of the outcomes; none chosen means all. */
export function OutcomeFilter({ value, onValueChange }: OutcomeFilterProps) {
  const label = nameOf(value);
  return (
    <Popover
      title="Outcome"
      className="w-56"
      trigger={
        <Button aria-label={`Outcome: ${label}`}>
          <ListFilter aria-hidden /> {label} <ChevronDown aria-hidden className="text-fg-subtle" />
        </Button>
      }
    >
      <div className="flex flex-col gap-1">
        {OUTCOMES.map((outcome) => (
          <Checkbox
            key={outcome}
            label={OUTCOME_WORDS[outcome].label}
            checked={value.includes(outcome)}
            onCheckedChange={(isOn) =>
              onValueChange(OUTCOMES.filter((each) => (each === outcome ? isOn : value.includes(each))))
            }
          />
        ))}
      </div>
    </Popover>
  );
}

function nameOf(value: readonly Outcome[]): string {
  const [first] = value;
  if (!first) return 'Any outcome';
  return value.length === 1 ? OUTCOME_WORDS[first].label : `${value.length} outcomes`;
}

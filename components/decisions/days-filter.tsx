'use client';

import { CalendarDays, ChevronDown } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { NO_RANGE, parseRange, type RangeChoice, type RangePreset } from '@/lib/date-range';

const PRESETS: readonly { value: RangePreset | null; label: string }[] = [
  { value: null, label: 'All days' },
  { value: 'today', label: 'Today' },
  { value: '7d', label: 'Last 7 days' },
  { value: '28d', label: 'Last 28 days' },
  { value: 'mtd', label: 'Month to date' },
  { value: 'ytd', label: 'Year to date' },
];

type DaysFilterProps = { value: RangeChoice | null; onValueChange: (value: RangeChoice | null) => void };

/** The days on which a decision was made, in the workspace's zone. */
export function DaysFilter({ value, onValueChange }: DaysFilterProps) {
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const custom = typeof value === 'object' ? value : null;
  const label = custom ? `${custom.from} – ${custom.to}` : PRESETS.find((preset) => preset.value === value)?.label;
  function choose(next: RangeChoice | null) {
    onValueChange(next);
    setError(undefined);
    setOpen(false);
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = parseRange(`${form.get('from')}..${form.get('to')}`);
    if (chosen) choose(chosen);
    else setError(NO_RANGE);
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      className="w-72 p-0"
      trigger={
        <Button aria-label={`Days: ${label}`}>
          <CalendarDays aria-hidden /> {label} <ChevronDown aria-hidden className="text-fg-subtle" />
        </Button>
      }
    >
      <ul className="p-1">
        {PRESETS.map((preset) => (
          <li key={preset.label}>
            <button
              type="button"
              aria-pressed={preset.value === value}
              onClick={() => choose(preset.value)}
              className={cn(
                'flex h-8 w-full items-center rounded-sm px-2 text-sm hover:bg-hover pointer-coarse:h-11',
                preset.value === value && 'bg-hover font-medium',
              )}
            >
              {preset.label}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2 border-t border-border p-3">
        <Field label="From" name="from" className="w-auto flex-1">
          <Input type="date" required defaultValue={custom?.from} className="px-2" />
        </Field>
        <Field label="To" name="to" className="w-auto flex-1" error={error}>
          <Input type="date" required defaultValue={custom?.to} className="px-2" />
        </Field>
        <Button type="submit" size="sm" className="w-full">
          Show these days
        </Button>
      </form>
    </Popover>
  );
}

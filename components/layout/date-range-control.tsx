'use client';

import { ArrowLeftRight, CalendarDays, ChevronDown } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useShortcut } from '@/components/shortcuts';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';
import { Popover } from '@/components/ui/popover';
import { SegmentedControl } from '@/components/ui/segmented-control';
import {
  type Comparison,
  NO_RANGE,
  parseRange,
  RANGE_NAMES,
  RANGE_PRESETS,
  type RangeChoice,
  type RangePreset,
} from '@/lib/date-range';
import { formatSpan } from '@/lib/format';
import { useDateRange } from './use-date-range';
import { useWorkspace } from './workspace-context';

const KEYS: Readonly<Record<RangePreset, string>> = {
  today: 'D',
  '7d': 'W',
  '28d': 'F',
  '30d': 'T',
  mtd: 'M',
  ytd: 'Y',
};

const COMPARISONS: readonly { value: Comparison; label: string }[] = [
  { value: 'prev', label: 'Period before' },
  { value: 'year', label: 'Year before' },
  { value: 'off', label: 'Nothing' },
];

type DateRangeControlProps = {
  /** The page compares its days with others. */
  hasComparison?: boolean;
};

/** Which days the page shows and what they are compared with; lives in the URL, works by keys, names its zone. */
export function DateRangeControl({ hasComparison = true }: DateRangeControlProps) {
  const { timezone } = useWorkspace();
  const { range, cmp, from, to, previous, setRange } = useDateRange();
  const [isOpen, setOpen] = useState(false);

  function choose(next: RangeChoice) {
    void setRange({ range: next });
    setOpen(false);
  }
  useShortcut('dates.today', () => choose('today'));
  useShortcut('dates.7d', () => choose('7d'));
  useShortcut('dates.28d', () => choose('28d'));
  useShortcut('dates.30d', () => choose('30d'));
  useShortcut('dates.mtd', () => choose('mtd'));
  useShortcut('dates.ytd', () => choose('ytd'));
  useShortcut('dates.custom', () => setOpen(true));
  useShortcut('dates.compare', () => void setRange({ cmp: cmp === 'off' ? 'prev' : 'off' }), hasComparison);

  const days = formatSpan(from, to, timezone);
  const name = typeof range === 'string' ? RANGE_NAMES[range] : undefined;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Popover
        open={isOpen}
        onOpenChange={setOpen}
        className="w-80 p-0"
        trigger={
          <Button aria-label={`Dates: ${name ?? days}`}>
            <CalendarDays aria-hidden />
            {name ?? days}
            <ChevronDown aria-hidden className="text-fg-subtle" />
          </Button>
        }
      >
        <ul className="p-1">
          {RANGE_PRESETS.map((value) => (
            <li key={value}>
              <button
                type="button"
                aria-pressed={range === value}
                onClick={() => choose(value)}
                className={cn(
                  'flex h-8 w-full items-center justify-between rounded-sm px-2 text-sm hover:bg-hover pointer-coarse:h-11',
                  range === value && 'bg-hover font-medium',
                )}
              >
                {RANGE_NAMES[value]}
                <Kbd keys={KEYS[value]} className="text-fg-muted" />
              </button>
            </li>
          ))}
        </ul>
        <CustomRange range={range} onChoose={choose} />
        {hasComparison ? (
          <div className="flex flex-col gap-1.5 border-t border-border p-3">
            <p className="text-xs text-fg-muted">Compared with</p>
            <SegmentedControl
              label="Compared with"
              segments={COMPARISONS}
              value={cmp}
              onValueChange={(next) => void setRange({ cmp: next })}
            />
          </div>
        ) : null}
      </Popover>
      <p className="flex flex-wrap items-center gap-x-1.5 text-table text-fg-muted">
        {name ? <span className="whitespace-nowrap">{days}</span> : null}
        {hasComparison && previous ? (
          <span className="flex items-center gap-1.5 whitespace-nowrap">
            <ArrowLeftRight aria-label="compared with" className="size-3.5" />
            {formatSpan(previous.from, previous.to, timezone)}
          </span>
        ) : null}
        <span className="max-sm:hidden">· {timezone}</span>
      </p>
    </div>
  );
}

function CustomRange({ range, onChoose }: { range: RangeChoice; onChoose: (range: RangeChoice) => void }) {
  const [error, setError] = useState<string>();
  const custom = typeof range === 'object' ? range : undefined;
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = parseRange(`${form.get('from')}..${form.get('to')}`);
    if (chosen) onChoose(chosen);
    else setError(NO_RANGE);
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2 border-t border-border p-3">
      <Field label="From" name="from" className="w-auto flex-1">
        <Input type="date" required defaultValue={custom?.from} className="px-2" />
      </Field>
      <Field label="To" name="to" className="w-auto flex-1">
        <Input type="date" required defaultValue={custom?.to} className="px-2" />
      </Field>
      {error ? (
        <p role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : null}
      <Button type="submit" size="sm" className="w-full">
        Show these days
      </Button>
    </form>
  );
}

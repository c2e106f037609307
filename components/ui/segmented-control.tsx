'use client';

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';
import { cn } from './cn';

export type Segment<Value extends string> = { value: Value; label: ReactNode; ariaLabel?: string; shortcut?: string };

type SegmentedControlProps<Value extends string> = {
  label: string;
  segments: readonly Segment<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  className?: string;
};

/** One of two to six short choices that change what is shown; never a form answer. */
export function SegmentedControl<Value extends string>({
  label,
  segments,
  value,
  onValueChange,
  className,
}: SegmentedControlProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={value === null ? [] : [value]}
      onValueChange={([next]) => {
        // Pressing the chosen one again keeps it.
        if (next) onValueChange(next as Value);
      }}
      className={cn(
        'inline-flex min-h-8 max-w-full flex-wrap rounded-md border border-border bg-sunken p-0.5 pointer-coarse:min-h-11',
        className,
      )}
    >
      {segments.map((segment) => (
        <Toggle
          key={segment.value}
          value={segment.value}
          aria-label={segment.ariaLabel}
          aria-keyshortcuts={segment.shortcut}
          className="inline-flex min-h-6.5 min-w-7 items-center justify-center gap-1 rounded-sm px-2.5 text-table whitespace-nowrap text-fg-muted transition-colors max-sm:grow pointer-coarse:min-h-11 pointer-coarse:min-w-11 duration-120 hover:text-fg data-pressed:bg-surface data-pressed:font-medium data-pressed:text-fg data-pressed:shadow-card dark:data-pressed:bg-raised [&_svg]:size-4"
        >
          {segment.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

'use client';

import { ChevronsUpDown } from 'lucide-react';
import { lazy, type ReactNode } from 'react';
import { cn } from './cn';
import { LazyOverlay } from './lazy-overlay';
import { selectStyles } from './select-styles';

export type SelectOption<Value extends string> = { value: Value; label: string; hint?: string; icon?: ReactNode };

export type SelectProps<Value extends string> = {
  /** Its name for screen readers; leave out inside a `<Field>`. */
  label?: string;
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
};

const load = () => import('./select-list');
const SelectList = lazy(async () => ({ default: (await load()).SelectList<string> }));

/** One of a short list. Inside a `<Field>` use `SelectList`, which takes its label from there. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, options, value, onValueChange, placeholder = 'Choose', disabled, className } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <LazyOverlay
      kind="listbox"
      load={load}
      trigger={
        <button
          type="button"
          role="combobox"
          aria-label={label}
          aria-expanded={false}
          disabled={disabled}
          className={cn(selectStyles, className)}
        >
          <span className={cn('truncate', !chosen && 'text-fg-subtle')}>{chosen?.label ?? placeholder}</span>
          <span aria-hidden className="text-fg-subtle">
            <ChevronsUpDown aria-hidden className="size-3.5" />
          </span>
        </button>
      }
      overlay={(state) => (
        // What comes back is one of the options, and so a Value.
        <SelectList {...props} {...state} onValueChange={(next) => onValueChange(next as Value)} />
      )}
    />
  );
}

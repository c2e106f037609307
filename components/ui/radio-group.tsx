'use client';

import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

export type RadioOption<Value extends string> = { value: Value; label: ReactNode; hint?: ReactNode };

type RadioGroupProps<Value extends string> = {
  label: string;
  options: readonly RadioOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  className?: string;
};

/** One of a few, all in sight. */
export function RadioGroup<Value extends string>({
  label,
  options,
  value,
  onValueChange,
  className,
}: RadioGroupProps<Value>) {
  const id = useId();
  return (
    <Base<Value | null>
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
      className={cn('flex flex-col gap-1', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${id}-${option.value}`}
          className="flex min-h-9 items-start gap-2.5 rounded-md border border-border px-2.5 py-2 text-sm has-data-checked:border-border-strong has-data-checked:bg-hover hover:bg-hover pointer-coarse:min-h-11"
        >
          <Radio.Root
            id={`${id}-${option.value}`}
            value={option.value}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-border-strong bg-surface data-checked:border-primary data-checked:bg-primary"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-primary-fg data-unchecked:hidden" />
          </Radio.Root>
          <span className="flex flex-col gap-0.5">
            {option.label}
            {option.hint ? <span className="text-xs text-fg-muted">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </Base>
  );
}

'use client';

import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';

type CheckboxProps = Omit<ComponentProps<typeof Base.Root>, 'className' | 'children'> & {
  label: ReactNode;
  /** For a row of a table, where the column says what it is. */
  isLabelHidden?: boolean;
};

/** A yes or no that waits for a save; the whole line is its target. */
export function Checkbox({ label, isLabelHidden = false, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="inline-flex min-h-6 items-center gap-2 text-sm pointer-coarse:min-h-11">
      <Base.Root
        {...props}
        id={id}
        // Said outright: the name that is found by the label comes only after the page is alive.
        aria-labelledby={`${id}-label`}
        className="grid size-4 shrink-0 place-items-center rounded-sm border border-border-strong bg-surface text-primary-fg data-checked:border-primary data-checked:bg-primary data-indeterminate:border-primary data-indeterminate:bg-primary data-disabled:opacity-50"
      >
        <Base.Indicator className="grid place-items-center data-unchecked:hidden">
          {props.indeterminate ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Base.Indicator>
      </Base.Root>
      <span id={`${id}-label`} className={isLabelHidden ? 'sr-only' : undefined}>
        {label}
      </span>
    </label>
  );
}

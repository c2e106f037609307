'use client';

import { Switch as Base } from '@base-ui/react/switch';
import { type ComponentProps, type ReactNode, useId } from 'react';

type SwitchProps = Omit<ComponentProps<typeof Base.Root>, 'className' | 'children'> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** An on or off that takes effect at once. */
export function Switch({ label, hint, ...props }: SwitchProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-6 items-start justify-between gap-4 text-sm pointer-coarse:min-h-11">
      <span className="flex flex-col gap-0.5">
        {label}
        {hint ? <span className="text-xs text-fg-muted">{hint}</span> : null}
      </span>
      <Base.Root
        {...props}
        id={id}
        className="relative flex h-6 w-10 shrink-0 items-center rounded-full border border-border-strong bg-sunken p-0.5 transition-colors duration-120 data-checked:border-primary data-checked:bg-primary data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4.5 rounded-full bg-border-strong transition-[translate,background-color] duration-120 data-checked:translate-x-4 data-checked:bg-primary-fg" />
      </Base.Root>
    </label>
  );
}

'use client';

import { Field as Base } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type FieldProps = {
  label: ReactNode;
  /** One sentence that helps before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong and how to mend it. */
  error?: string;
  optional?: boolean;
  name?: string;
  className?: string;
  children: ReactNode;
};

/** Label, hint and error around one control; ties them together for screen readers. */
export function Field({ label, hint, error, optional = false, name, className, children }: FieldProps) {
  return (
    <Base.Root name={name} invalid={Boolean(error)} className={cn('flex w-full flex-col gap-1.5', className)}>
      <Label optional={optional}>{label}</Label>
      {children}
      {hint ? <Base.Description className="text-xs text-fg-muted">{hint}</Base.Description> : null}
      {error ? (
        <Base.Error match className="flex items-start gap-1.5 text-xs text-bad">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {error}
        </Base.Error>
      ) : null}
    </Base.Root>
  );
}

function Label({ optional, children }: { optional: boolean; children: ReactNode }) {
  return (
    <Base.Label className="text-table font-medium text-fg">
      {children}
      {optional ? <span className="ml-1 font-normal text-fg-muted">(optional)</span> : null}
    </Base.Label>
  );
}

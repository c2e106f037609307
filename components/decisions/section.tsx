import { type ReactNode, useId } from 'react';
import { cn } from '@/components/ui/cn';

type SectionProps = {
  /** For links to this part. */
  id?: string;
  title: string;
  note?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A named part of a decision. */
export function Section({ id, title, note, className, children }: SectionProps) {
  const titleId = useId();
  return (
    <section id={id} aria-labelledby={titleId} className={cn('flex flex-col gap-2', className)}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={titleId} className="text-sm font-medium">
          {title}
        </h2>
        {note ? <p className="text-xs text-fg-muted">{note}</p> : null}
      </header>
      {children}
    </section>
  );
}

/** A figure or word with its name above it. */
export function Fact({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="text-sm font-medium">{children}</dd>
      {hint ? <dd className="text-xs text-fg-muted">{hint}</dd> : null}
    </div>
  );
}

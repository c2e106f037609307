import type { ReactNode } from 'react';
import { cn } from './cn';
import { CopyButton } from './copy-button';

/** A piece of code or a technical name inside text. */
export function Code({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <code
      className={cn(
        'rounded-sm bg-neutral-soft px-1 py-px font-mono whitespace-nowrap text-[0.92em] text-fg',
        className,
      )}
    >
      {children}
    </code>
  );
}

/** A long id, shortened to its last eight characters (the first ones of our ids are only the time), whole on copy. */
export function Id({ value, what = 'id', className }: { value: string; what?: string; className?: string }) {
  const short = value.length > 12 ? `…${value.slice(-8)}` : value;
  return (
    <span className={cn('inline-flex items-center gap-0.5', className)}>
      <span title={value} className="font-mono text-xs text-fg-muted">
        {short}
      </span>
      <CopyButton text={value} label={`Copy ${what}`} />
    </span>
  );
}

/** A block of code or JSON, wrapped, that can be copied whole. */
export function CodeBlock({ text, label, className }: { text: string; label: string; className?: string }) {
  return (
    <div className={cn('relative rounded-md border border-border bg-sunken', className)}>
      <CopyButton text={text} label={`Copy ${label}`} className="absolute top-1 right-1" />
      <pre className="p-3 pr-12 font-mono text-xs leading-5 break-words whitespace-pre-wrap">{text}</pre>
    </div>
  );
}

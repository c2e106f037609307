import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** A surface that holds one thing. */
export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section {...props} className={cn('rounded-lg border border-border bg-surface shadow-card', className)} />;
}

type CardHeaderProps = { title: ReactNode; description?: ReactNode; actions?: ReactNode; className?: string };

/** Name of a card, with what can be done to all of it on the right. */
export function CardHeader({ title, description, actions, className }: CardHeaderProps) {
  return (
    <header className={cn('flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 pb-2', className)}>
      {/* On a phone the actions stand beside the title alone, and the description has the whole width. */}
      <div className="min-w-0 flex-1 max-sm:contents">
        <h2 className="text-sm font-medium max-sm:min-w-0 max-sm:flex-1 max-sm:basis-36">{title}</h2>
        {description ? (
          <div className="text-table text-fg-muted max-sm:order-last max-sm:basis-full">{description}</div>
        ) : null}
      </div>
      {actions ? <div className="flex max-w-full flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...props }: ComponentProps<'div'>) {
  return <div {...props} className={cn('px-4 pt-1 pb-4', className)} />;
}

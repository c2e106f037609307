import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { ZoneLine } from './zone-line';

type PageHeaderProps = {
  title: ReactNode;
  /** A status or tags right of the title. */
  status?: ReactNode;
  /** One sentence about what this page is for. */
  description?: ReactNode;
  /** Says in which zone the times of the page are told. */
  hasTimes?: boolean;
  /** A link back to the list this came from. */
  back?: ReactNode;
  /** At the right; one primary at most. */
  actions?: ReactNode;
};

/** First row of a page: its name, state and actions. */
export function PageHeader({ title, status, description, hasTimes = false, back, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        {back ? <div className="mb-1 text-table text-fg-muted">{back}</div> : null}
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-xl font-medium tracking-[-0.01em]">{title}</h1>
          {status}
        </div>
        {description ? <p className="mt-0.5 max-w-[72ch] text-fg-muted">{description}</p> : null}
        {hasTimes ? <ZoneLine /> : null}
      </div>
      {actions ? (
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:*:grow" data-print="hide">
          {actions}
        </div>
      ) : null}
    </header>
  );
}

/** Second row: range, comparison, filters, search. */
export function FilterRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div data-print="hide" className={cn('flex flex-wrap items-center gap-2 max-sm:*:grow', className)}>
      {children}
    </div>
  );
}

/** The body of a page in the shell: title row, filter row and content in a column of at most 1440 px. */
export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn('mx-auto flex w-full max-w-[1440px] flex-col gap-5 px-4 py-5 md:px-6', className)}>
      {children}
    </div>
  );
}

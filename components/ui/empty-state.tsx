import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** One sentence: why it is empty, what fills it. */
  description: ReactNode;
  /** What to do next; the first is the main one. */
  actions?: ReactNode;
  /** The only thing on its page: its title is the page's. */
  isWholePage?: boolean;
  className?: string;
};

/** Nothing here yet, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  description,
  actions,
  isWholePage = false,
  className,
}: EmptyStateProps) {
  const Heading = isWholePage ? 'h1' : 'h2';
  return (
    <div className={cn('flex flex-col items-center px-6 py-14 text-center', className)}>
      <span className="mb-4 grid size-11 place-items-center rounded-lg border border-border bg-bg text-fg-muted">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <Heading className="text-base font-medium">{title}</Heading>
      <p className="mt-1 max-w-[52ch] text-sm text-balance text-fg-muted">{description}</p>
      {actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}

'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from './button';
import { cn } from './cn';

type ErrorStateProps = {
  title?: string;
  /** What went wrong, in words the server chose for the reader. */
  description: string;
  /** For whoever looks into the log. */
  requestId?: string;
  onRetry?: () => void;
  /** The only thing on its page: its title is the page's. */
  isWholePage?: boolean;
  className?: string;
};

/** One part of the page failed; the rest goes on. */
export function ErrorState({
  title = 'This could not be loaded',
  description,
  requestId,
  onRetry,
  isWholePage = false,
  className,
}: ErrorStateProps) {
  const Heading = isWholePage ? 'h1' : 'h2';
  return (
    <div role="alert" className={cn('flex flex-col items-center px-6 py-10 text-center', className)}>
      <TriangleAlert aria-hidden className="mb-3 size-5 text-bad" />
      <Heading className="text-sm font-medium">{title}</Heading>
      <p className="mt-1 max-w-[52ch] text-sm text-fg-muted">{description}</p>
      {requestId ? <p className="mt-1 font-mono text-xs text-fg-muted">Request {requestId}</p> : null}
      {onRetry ? (
        <Button className="mt-4" onClick={onRetry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      ) : null}
    </div>
  );
}

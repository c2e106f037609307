import { cn } from './cn';

/** Stands where content will be, at its size, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden data-skeleton className={cn('h-4 animate-pulse rounded-sm bg-fg/8', className)} />;
}

const LINES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

/** Up to six lines of text to come. */
export function SkeletonLines({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div className={cn('flex flex-col gap-2.5', className)}>
      {LINES.slice(0, lines).map((line, index) => (
        <Skeleton key={line} className={index === lines - 1 ? 'w-2/3' : 'w-full'} />
      ))}
    </div>
  );
}

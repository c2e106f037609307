'use client';

import { cn } from '@/components/ui/cn';

/** How many decisions wait for a verdict. */
export function OpenReviews({ isCompact, count = 0 }: { isCompact: boolean; count?: number }) {
  if (count === 0) return null;
  return (
    <span
      className={cn(
        'rounded-full bg-primary px-1.5 text-[11px] leading-4.5 font-medium text-primary-fg',
        isCompact && 'absolute top-0 right-0.5 px-1 leading-3.5',
      )}
    >
      <span className="sr-only">, waiting: </span>
      {count > 99 ? '99+' : count}
    </span>
  );
}

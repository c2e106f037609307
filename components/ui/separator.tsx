import { cn } from './cn';

/** A line between two groups. */
export function Separator({ isVertical = false, className }: { isVertical?: boolean; className?: string }) {
  return <hr className={cn('border-0 bg-border', isVertical ? 'mx-1 h-5 w-px' : 'h-px w-full', className)} />;
}

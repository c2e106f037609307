import { cn } from '@/components/ui/cn';

/** How many of something wait behind an entry of the sidebar; nothing where none do. */
export function CountBadge({ count, what, isCompact }: { count: number; what: string; isCompact: boolean }) {
  if (count === 0) return null;
  return (
    <span
      className={cn(
        'rounded-full bg-primary px-1.5 text-[11px] leading-4.5 font-medium text-primary-fg',
        isCompact && 'absolute top-0 right-0.5 px-1 leading-3.5',
      )}
    >
      <span className="sr-only">, {what}: </span>
      {count > 99 ? '99+' : count}
    </span>
  );
}

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { cn } from '@/components/ui/cn';

type SortHeaderProps = { label: string; direction: 'asc' | 'desc' | null; isRight: boolean; onPress: () => void };

/** A column's name that sorts by it. */
export function SortHeader({ label, direction, isRight, onPress }: SortHeaderProps) {
  const Icon = direction === 'asc' ? ArrowUp : direction === 'desc' ? ArrowDown : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={onPress}
      className={cn(
        'group inline-flex h-6 min-w-6 items-center gap-1 rounded-sm whitespace-nowrap hover:text-fg pointer-coarse:h-11',
        direction && 'text-fg',
        isRight && 'sm:flex-row-reverse',
      )}
    >
      {label}
      <Icon
        aria-hidden
        className={cn(
          'size-3',
          !direction && 'opacity-0 max-sm:hidden group-hover:opacity-100 group-focus-visible:opacity-100',
        )}
      />
    </button>
  );
}

import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our own type sizes, so that `text-table` and `text-fg` are not taken for the same property.
const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['table', 'kpi', 'hero'] }] } },
});

/** Class names joined; of two that set the same property the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}

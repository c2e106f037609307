import { cn } from './cn';
import { controlStyles } from './input';

/** The control that shows what is chosen, before its list is loaded and after. */
export const selectStyles = cn(controlStyles, 'inline-flex h-8 items-center justify-between gap-2 text-left');

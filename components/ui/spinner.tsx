import { LoaderCircle } from 'lucide-react';
import { cn } from './cn';

/** Work under way. Silent by itself: whoever shows it says so in words (aria-busy, status text). */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />;
}

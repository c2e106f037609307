import { cn } from '@/components/ui/cn';

/** A dark stone with the streak that gold leaves on it. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8" fill="#1d1e26" />
      <rect x="0.5" y="0.5" width="31" height="31" rx="7.5" fill="none" stroke="#ffffff" strokeOpacity="0.14" />
      <path d="M8.5 21.5 23.5 10.5" stroke="#e5b055" strokeWidth="4" strokeLinecap="round" />
    </svg>
  );
}

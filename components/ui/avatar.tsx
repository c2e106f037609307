import { cn } from './cn';

/** Initials of a person; the full name stands beside it or is its label. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'inline-grid size-6 shrink-0 place-items-center rounded-full bg-neutral-soft text-[10px] font-medium text-fg-muted uppercase ring-1 ring-border ring-inset',
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? '')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return first + last;
}

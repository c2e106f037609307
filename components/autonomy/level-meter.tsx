import { cn } from '@/components/ui/cn';
import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';

const STEPS = [1, 2, 3] as const;

/** How far something may go by itself: three steps, with the level's number and name. */
export function LevelMeter({ level, className }: { level: number; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 whitespace-nowrap', className)}>
      <span aria-hidden className="inline-flex gap-0.5">
        {STEPS.map((step) => (
          <span
            key={step}
            className={cn(
              'h-2.5 w-3.5 rounded-xs border',
              step <= level ? 'border-primary bg-primary' : 'border-border-strong',
            )}
          />
        ))}
      </span>
      <span>
        Level {level} <span className="text-fg-muted">· {LEVEL_NAMES[level]}</span>
      </span>
    </span>
  );
}

import { cn } from '@/components/ui/cn';

/** An engagement score 0..1 as figure and bar. */
export function EngagementMeter({ score, className }: { score: number; className?: string }) {
  return (
    <span className={cn('inline-flex items-center justify-end gap-2', className)}>
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-fg/8">
        <span className="block h-full rounded-full bg-chart-1" style={{ width: `${Math.round(score * 100)}%` }} />
      </span>
      {score.toFixed(2)}
    </span>
  );
}

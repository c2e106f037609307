'use client';

import { Progress as Base } from '@base-ui/react/progress';
import { cn } from './cn';

type ProgressProps = {
  label: string;
  /** 0..100, or null while the end is not known. */
  value: number | null;
  /** Shown at the right instead of the percentage: "12,400 of 541,909 lines". */
  detail?: string;
  isLabelHidden?: boolean;
  className?: string;
};

/** How far a long piece of work has come. */
export function Progress({ label, value, detail, isLabelHidden = false, className }: ProgressProps) {
  return (
    <Base.Root value={value} className={cn('grid w-full grid-cols-[1fr_auto] gap-x-3 gap-y-1.5 text-table', className)}>
      <Base.Label className={cn(isLabelHidden && 'sr-only')}>{label}</Base.Label>
      {isLabelHidden ? null : (
        <span className="text-fg-muted">{detail ?? (value === null ? '' : `${Math.round(value)}%`)}</span>
      )}
      <Base.Track className="col-span-2 h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-border ring-inset">
        <Base.Indicator className="h-full rounded-full bg-primary transition-[width] duration-200 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}

import { Minus, TrendingDown, TrendingUp } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { type Delta as DeltaValue, deltaOf, type MetricMeta } from '@/lib/format';

const WORDS: Record<DeltaValue['goodness'], string> = {
  better: 'better',
  worse: 'worse',
  same: 'no change',
  neutral: '',
  unclear: 'no clear change',
  unknown: 'nothing before',
};
const COLOURS: Record<DeltaValue['goodness'], string> = {
  better: 'text-good',
  worse: 'text-bad',
  same: 'text-fg-muted',
  neutral: 'text-fg-muted',
  unclear: 'text-fg-muted',
  unknown: 'text-fg-muted',
};

type DeltaProps = {
  value: number | null;
  baseline: number | null;
  meta: MetricMeta;
  /** False where the change may be chance. */
  isSignificant?: boolean;
  className?: string;
};

/** A change: arrow for where it moved, colour and word for whether that is good. The one place that decides both. */
export function Delta({ value, baseline, meta, isSignificant, className }: DeltaProps) {
  const delta = deltaOf(value, baseline, meta, { isSignificant });
  const Icon = delta.movement === 'up' ? TrendingUp : delta.movement === 'down' ? TrendingDown : Minus;
  return (
    <span className={cn('inline-flex flex-wrap items-center gap-x-1 text-table', COLOURS[delta.goodness], className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {delta.goodness === 'unknown' ? null : <span className="font-medium">{delta.absolute}</span>}
      {delta.relative ? <span>({delta.relative})</span> : null}
      <span>{WORDS[delta.goodness]}</span>
    </span>
  );
}

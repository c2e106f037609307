'use client';

import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount, formatMetric, type MetricMeta } from '@/lib/format';
import { Delta } from './delta';
import { Sparkline } from './sparkline';

const SMALL_SAMPLE = 1_000;

type StatTileProps = {
  label: string;
  /** Minor units for money, 0..1 for shares. null is missing, and says so. */
  value: number | null;
  meta: MetricMeta;
  /** Same metric in the period compared with; undefined hides the comparison. */
  previous?: number | null;
  isSignificant?: boolean;
  target?: number | null;
  /** How many things it was counted from: printed while small. */
  n?: number;
  /** What `n` counts: "touches". */
  nOf?: string;
  trend?: readonly (number | null)[];
  isLastIncomplete?: boolean;
  /** Definition, formula, owner, how fresh. */
  info?: ReactNode;
  /** The page that explains the figure. */
  href?: string;
  className?: string;
};

/** One figure with what it takes to judge it: unit, change, target, sample, definition, and a way to its parts. */
export function StatTile(props: StatTileProps) {
  const { label, value, meta, target, n, info, href, className } = props;
  return (
    <article
      className={cn(
        'group relative flex min-h-36 flex-col gap-1 rounded-lg border border-border bg-surface p-3 shadow-card sm:p-4',
        href && 'transition-[border-color] duration-120 hover:border-border-strong',
        className,
      )}
    >
      <header className="flex items-start justify-between gap-2 text-table text-fg-muted sm:h-6 sm:items-center">
        <h3 className="min-w-0 max-sm:line-clamp-2 max-sm:min-h-9 sm:truncate" title={label}>
          {href ? (
            <Link
              href={href}
              className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              {label}
            </Link>
          ) : (
            label
          )}
        </h3>
        {info ? <Definition label={label}>{info}</Definition> : null}
      </header>
      <p title={formatMetric(value, meta, 'exact')} className="text-kpi font-medium">
        {formatMetric(value, meta, 'hero')}
      </p>
      <div className="flex min-h-5 flex-wrap items-center gap-x-3 text-table text-fg-muted">
        {props.previous === undefined ? null : (
          <Delta value={value} baseline={props.previous} meta={meta} isSignificant={props.isSignificant} />
        )}
        {target === undefined || target === null ? null : <span>target {formatMetric(target, meta)}</span>}
        {n !== undefined && n < SMALL_SAMPLE ? (
          <span>
            n = {formatCount(n)} {props.nOf}
          </span>
        ) : null}
        {meta.direction === 'down' ? <span>lower is better</span> : null}
      </div>
      {props.trend ? (
        <Sparkline
          values={props.trend}
          label={`${label} over time`}
          isLastIncomplete={props.isLastIncomplete}
          className="mt-auto h-8 w-full pt-1 text-chart-1"
        />
      ) : null}
    </article>
  );
}

function Definition({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover
      title={label}
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`What ${label} means`}
          className="relative z-1 grid size-6 place-items-center rounded-sm text-fg-subtle hover:bg-hover hover:text-fg pointer-coarse:-m-2.5 pointer-coarse:size-11"
        >
          <Info aria-hidden className="size-3.5" />
        </button>
      }
    >
      <div className="flex flex-col gap-1.5 text-table text-fg-muted">{children}</div>
    </Popover>
  );
}

/** The place of a tile whose figure is still loading; same height. */
export function StatTileSkeleton({ className }: { className?: string }) {
  return (
    <div
      className={cn(
        'flex min-h-36 flex-col gap-3 rounded-lg border border-border bg-surface p-4 shadow-card',
        className,
      )}
    >
      <Skeleton className="w-24" />
      <Skeleton className="h-7 w-32" />
      <Skeleton className="w-40" />
    </div>
  );
}

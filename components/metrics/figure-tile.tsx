'use client';

import { useSearchParams } from 'next/navigation';
import { StatTile } from '@/components/layout/stat-tile';
import { useWorkspace } from '@/components/layout/workspace-context';
import { formatMetric } from '@/lib/format';
import type { KpiValue } from '@/server/services/measurement';
import { metaOf, partsOf, planOf } from './figure';

type FigureTileProps = {
  figure: KpiValue;
  isCompared: boolean;
  /** Day by day; undefined while it loads. */
  trend?: readonly (number | null)[];
  isLastIncomplete?: boolean;
};

/** A figure of the registry as a tile that leads to its page, in the same range. */
export function FigureTile({ figure, isCompared, trend, isLastIncomplete }: FigureTileProps) {
  const { currency, to } = useWorkspace();
  const query = useSearchParams().toString();
  const meta = metaOf(figure, currency);
  const { baseline, target } = planOf(figure, currency);
  const parts = partsOf(figure);
  return (
    <StatTile
      label={figure.name}
      value={figure.value}
      meta={meta}
      previous={isCompared ? figure.previous : undefined}
      isSignificant={figure.isEnough}
      target={target}
      n={parts ? figure.denominator : undefined}
      nOf={parts?.denominator}
      trend={trend}
      isLastIncomplete={isLastIncomplete}
      href={to(`/metrics/${figure.id}${query ? `?${query}` : ''}`)}
      info={
        <>
          <p className="text-fg">{figure.definition}</p>
          <p>
            <span className="text-fg">{figure.name}</span> = {figure.formula}
          </p>
          {baseline === null && target === null ? (
            <p>No target is set.</p>
          ) : (
            <p>
              Baseline {formatMetric(baseline, meta)}, target {formatMetric(target, meta)}
            </p>
          )}
        </>
      }
    />
  );
}

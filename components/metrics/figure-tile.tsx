'use client';

import { StatTile } from '@/components/layout/stat-tile';
import { useWorkspace } from '@/components/layout/workspace-context';
import { planOf } from '@/domain/measurement/plan';
import { formatMetric } from '@/lib/format';
import { caseNoun } from '@/lib/words/case-words';
import { metaOf } from '@/lib/words/figure';
import type { KpiValue } from '@/server/services/measurement';
import { useFigureHref } from './figure-link';

type FigureTileProps = {
  figure: KpiValue;
  isCompared: boolean;
  /** Day by day; undefined while it loads. */
  trend?: readonly (number | null)[];
  isLastIncomplete?: boolean;
};

/** A figure of the registry as a tile that leads to its page, in the same range. */
export function FigureTile({ figure, isCompared, trend, isLastIncomplete }: FigureTileProps) {
  const { currency } = useWorkspace();
  const hrefOf = useFigureHref();
  const meta = metaOf(figure, currency);
  const { baseline, target } = planOf(figure, currency);
  return (
    <StatTile
      label={figure.name}
      value={figure.value}
      meta={meta}
      previous={isCompared ? figure.previous : undefined}
      isSignificant={figure.isClearChange}
      target={target}
      n={figure.evidence?.cases}
      nOf={figure.evidence ? caseNoun(figure.evidence.cases, figure.cases) : undefined}
      trend={trend}
      isLastIncomplete={isLastIncomplete}
      href={hrefOf(figure.id)}
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

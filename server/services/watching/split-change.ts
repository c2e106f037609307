import { isFraction, isSplit, type Kpi } from '@/domain/measurement/kpi';
import { after, HOUR } from '@/domain/shared/time';
import {
  CONTRIBUTOR_KINDS,
  type Contributor,
  type ContributorKind,
  mainContributors,
  type Split,
} from '@/domain/watching/contributors';
import { watchedColumns } from '@/domain/watching/course';
import type { Reading } from '@/domain/watching/reading';
import type { ServiceContext } from '../../context';
import { type WindowPart, windowParts } from '../measurement';

/** What the difference between a window and those it was compared with mostly came from; nothing for figures without parts. */
export async function contributorsTo(
  ctx: ServiceContext,
  kpi: Kpi,
  { reading, courseFrom }: { reading: Reading; courseFrom: Date },
): Promise<Contributor[]> {
  if (!isSplit(kpi)) return [];
  const spanFrom = (index: number) => {
    const from = after(courseFrom, index * HOUR);
    return { from, to: after(from, reading.hours * HOUR) };
  };
  const asked = {
    now: spanFrom(reading.from),
    before: reading.comparedWith.map(spanFrom),
    needed: watchedColumns(kpi),
  };
  const splits: Split[] = [];
  for (const kind of CONTRIBUTOR_KINDS) splits.push(splitOf(kpi, reading, kind, await windowParts(ctx, asked, kind)));
  return mainContributors(splits, isFraction(kpi) ? 'fraction' : 'sum');
}

function splitOf(kpi: Kpi, reading: Reading, kind: ContributorKind, parts: readonly WindowPart[]): Split {
  const { measure } = kpi;
  if (measure.kind === 'share') {
    const { numerator, denominator } = measure;
    return {
      kind,
      parts: parts.map(({ key, name, now, before }) => ({
        ...{ key, name },
        numerator: now[numerator] ?? 0,
        denominator: now[denominator] ?? 0,
        numeratorBefore: before[numerator] ?? 0,
        denominatorBefore: before[denominator] ?? 0,
      })),
    };
  }
  if (measure.kind !== 'sum') return { kind, parts: [] };
  const { column } = measure;
  const counted = parts.reduce((sum, { before }) => sum + (before[column] ?? 0), 0);
  // As much as one window was expected to have, in the proportions of before.
  const scale = counted > 0 ? reading.expected / counted : 0;
  return {
    kind,
    parts: parts.map(({ key, name, now, before }) => ({
      ...{ key, name, denominator: 1, denominatorBefore: 1 },
      numerator: now[column] ?? 0,
      numeratorBefore: (before[column] ?? 0) * scale,
    })),
  };
}

import type { Kpi } from '@/domain/measurement/kpi';
import type { Contributor, ContributorKind } from '@/domain/watching/contributors';
import { type Meaning, meaningOf, type Unusual } from '@/domain/watching/unusual';
import type { WindowHours } from '@/domain/watching/watch';
import { formatMetric, formatRate } from '@/lib/format';
import { metaOf } from './figure';

const WINDOWS: Record<WindowHours, string> = { 1: 'an hour', 24: '24 hours', 72: 'three days' };

/** "within 24 hours". */
function windowWords(hours: WindowHours): string {
  return `within ${WINDOWS[hours]}`;
}

type Seen = Unusual & Pick<Kpi, 'name' | 'unit' | 'direction'> & { readonly clearest: WindowHours };

/** "Touches: 12 within an hour, 40 to 61 expected". */
export function unusualWords(seen: Seen, currency: string): string {
  const meta = metaOf(seen, currency);
  const written = (value: number) => formatMetric(seen.unit === 'count' ? Math.round(value) : value, meta);
  return `${seen.name}: ${written(seen.value)} ${windowWords(seen.clearest)}, ${written(seen.low)} to ${written(seen.high)} expected`;
}

const MEANINGS: Record<Meaning, string> = { worse: 'Worse', better: 'Better', either: 'Neither better nor worse' };

/** What it means, in words that name the way: "Worse: lower than usual". */
export function meaningWords(kpi: Pick<Kpi, 'direction'>, isHigh: boolean): string {
  return `${MEANINGS[meaningOf(kpi, isHigh)]}: ${isHigh ? 'higher' : 'lower'} than usual`;
}

/** What acknowledging changes: nothing stands in anybody's way any more once it is over. */
export function acknowledgeWords(closedAt: Date | null): string {
  return closedAt
    ? 'It is over: what you found is kept with it, and changes nothing else.'
    : 'It is out of the way on Home and the scorecard, and stays here for as long as it lasts.';
}

const KINDS: Record<ContributorKind, string> = {
  channel: 'channel',
  provider: 'provider',
  campaign: 'campaign',
  agent: 'agent',
  template: 'message',
};

/** "Mostly channel E-mail (95%), agent Cart & win-back (61%)"; null where no part stands out. */
export function contributorWords(contributors: readonly Contributor[]): string | null {
  if (contributors.length === 0) return null;
  const named = contributors.map(({ kind, name, share }) => `${KINDS[kind]} ${name} (${formatRate(share, 0)})`);
  return `Mostly ${named.join(', ')}`;
}

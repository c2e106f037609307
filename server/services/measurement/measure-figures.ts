import type { ChannelId } from '@/domain/channels/channel';
import type { DayRange } from '@/domain/measurement/day-range';
import { type Evidence, evidenceOf } from '@/domain/measurement/evidence';
import { columnsOf, evaluate, isSplit, type Kpi } from '@/domain/measurement/kpi';
import type { ServiceContext } from '../../context';
import { loadFacts, loadSums, type SpreadFacts } from './facts';
import { kpiOf } from './kpis';

/** A figure by its id; of one channel where that is named. */
export type FigureAsked = { readonly kpi: string; readonly channel?: ChannelId | undefined };

/** A figure with what it rests on, to judge it by. */
export type Measured = { readonly kpi: Kpi; readonly value: number | null; readonly evidence: Evidence | null };

/**
 * The figures of a range of days, to be asked for one by one; `channels` names those that will be asked for alone. Asks for
 * no right: a verb that shows them does. Asking throws not_found for an id there is not.
 */
export async function measureFigures(
  ctx: ServiceContext,
  range: DayRange,
  channels: readonly ChannelId[],
): Promise<(asked: FigureAsked) => Measured> {
  const [all, ...each] = await Promise.all([
    loadFacts(ctx, range),
    ...channels.map((channel) => loadSums(ctx, range, { channel })),
  ]);
  return ({ kpi: id, channel }) => {
    const kpi = kpiOf(id);
    const { facts, spread } = channel ? partOf(kpi, each[channels.indexOf(channel)]) : all;
    return { kpi, value: evaluate(kpi, facts).value, evidence: evidenceOf(kpi, facts, spread) };
  };
}

/**
 * The value of one figure that is made of sums over decisions (`isSplit`), read from those sums and nothing else; null
 * where nothing was counted. Asks for no right: a verb that shows it does. Throws not_found for an id there is not.
 */
export async function measureSums(ctx: ServiceContext, range: DayRange, id: string): Promise<number | null> {
  const kpi = kpiOf(id);
  const needed = columnsOf(kpi);
  if (!needed || !isSplit(kpi)) throw new Error(`“${kpi.name}” is more than sums over decisions.`);
  return evaluate(kpi, (await loadSums(ctx, range, { needed: [...new Set(needed)] })).facts).value;
}

function partOf(kpi: Kpi, facts: SpreadFacts | undefined): SpreadFacts {
  if (!facts || !isSplit(kpi)) throw new Error(`“${kpi.name}” was not measured by channel.`);
  return facts;
}

import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import { incrementalPerTouch } from '@/domain/measurement/incremental';
import type { RoiFacts } from '@/domain/measurement/roi';
import { messageCostCents } from '@/domain/policies/message-costs';
import { HOUR } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';
import { loadGroups } from './facts';
import { type Period, periodOf } from './kpis';
import { ledgerHours, sumsOf } from './ledger-query';
import { type RangeInput, resolveRange, spanOf } from './range';

/** What the return is reckoned from. `reviewHoursPerWeek`: what reviewers were busy for; people do more than that. */
export type RoiMeasured = RoiFacts & {
  period: Period;
  touches: number;
  messages: { channel: ChannelId; count: number; cents: number }[];
  reviewHoursPerWeek: number;
  /** What is missing for a comparison with the customers left alone; null when nothing is. */
  missing: string | null;
};

type Sums = { channel: string; sent: number; touches: number; review_work_ms: number };

/** What a range of days earned and what its messages cost under the policy in force. Right: measurement.read. */
export async function roiFacts(ctx: ServiceContext, input: RangeInput): Promise<RoiMeasured> {
  authorise(ctx, 'measurement.read');
  const range = resolveRange(ctx, input);
  const span = await spanOf(ctx, range);
  const needed = ['sent', 'touches', 'review_work_ms'] as const;
  const [groups, { document: policy }, hours] = await Promise.all([
    loadGroups(ctx.db, ctx, span),
    activePolicy(ctx),
    ledgerHours(ctx, span, { needed }),
  ]);
  const rows = await ctx.db.$queryRaw<Sums[]>`
    SELECT channel, ${sumsOf(needed)} FROM (${hours}) AS ledger GROUP BY channel`;
  const total = (column: 'touches' | 'review_work_ms') => rows.reduce((sum, row) => sum + row[column], 0);
  const messages = CHANNELS.map((channel) => {
    const count = rows.find((row) => row.channel === channel)?.sent ?? 0;
    return { channel, count, cents: messageCostCents(channel, count, policy) };
  });
  const period = periodOf(ctx, range);
  const touches = total('touches');
  const { perTouch, missing } = incrementalPerTouch(groups, touches);
  return {
    ...{ period, days: period.days, touches, missing },
    messages: messages.filter(({ count }) => count > 0),
    messageCents: messages.reduce((sum, { cents }) => sum + cents, 0),
    reviewHoursPerWeek: ((total('review_work_ms') / HOUR) * 7) / period.days,
    caused: perTouch && {
      low: perTouch.low * touches,
      likely: perTouch.estimate * touches,
      high: perTouch.high * touches,
    },
  };
}

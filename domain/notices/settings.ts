import { z } from 'zod';
import { likeUsCents } from '../shared/currencies';
import { NOTICE_KINDS } from './notice-kinds';

const addresses = z.array(z.string().max(254)).max(10, 'Ten addresses at most.');

/** Who is told of what, and how often. The webhook's address is kept apart: it is a secret. */
export const NoticeSettings = z.object({
  kinds: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
  /** Of urgent and high-value reviews. */
  recipients: addresses,
  /** Of customers for the sales team. */
  salesRecipients: addresses,
  /** Of the scorecard of each month. Settings of before have none. */
  scorecardRecipients: addresses.default([]),
  /** Of the review of each week, and of the impact of each month. */
  weeklyRecipients: addresses.default([]),
  impactRecipients: addresses.default([]),
  /** Time between two messages of one kind, at least. */
  digestMinutes: z.number().int().min(5).max(1_440),
  /** From this expected value on, in minor units, a review is one of high value. */
  highValueCents: z.number().int().min(0).max(1_000_000_000),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Nobody is told of anything until somebody says whom. */
export function defaultNoticeSettings(currency: string): NoticeSettings {
  return { ...NOBODY_TOLD, highValueCents: likeUsCents(NOBODY_TOLD.highValueCents, currency) };
}

const NOBODY_TOLD: NoticeSettings = {
  kinds: [],
  recipients: [],
  salesRecipients: [],
  scorecardRecipients: [],
  weeklyRecipients: [],
  impactRecipients: [],
  digestMinutes: 15,
  highValueCents: 5_000,
};

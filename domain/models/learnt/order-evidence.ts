import { z } from 'zod';
import { ChannelId } from '../../channels/channel';

const Count = z.number().int().min(0);
const Probability = z.number().min(0).max(1);

/** One situation as a version knows it. */
export const LearntCell = z.object({
  agentId: z.string(),
  action: z.string(),
  wave: z.number().int().nullable(),
  campaignId: z.string().nullable(),
  channel: ChannelId,
  sent: Count,
  sentOrdered: Count,
  leftAlone: Count,
  leftAloneOrdered: Count,
  /** Days after the message within which an order counted. */
  windowDays: z.number(),
  /** What was assumed before any outcome. */
  prior: Probability,
  /** Probability of an order after the touch with its 95 % interval. */
  probability: Probability,
  low: Probability,
  high: Probability,
  /** Enough was measured for it to be used in place of the assumption. */
  isOwn: z.boolean(),
  /** Probability that the touch brings more orders than leaving alone; null where too few are known of either group. */
  confidence: Probability.nullable(),
});
export type LearntCell = z.infer<typeof LearntCell>;

const Calibration = z.object({
  tested: Count,
  error: Probability.nullable(),
  bins: z.array(z.object({ count: Count, predicted: Probability, came: Probability })),
});

/** What was learnt from outcomes up to a moment, as it is kept for ever. Instants are ISO 8601 UTC. */
export const OrderEvidence = z.object({
  schema: z.literal(1),
  /** Decisions from this moment on, whose outcome was known by that one. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Decisions counted. */
  rows: Count,
  /** The policy's figures it was built by. */
  rules: z.object({
    priorWeight: z.number(),
    leastSent: z.number(),
    leastLeftAlone: z.number(),
    leastTested: z.number(),
    mostCalibrationError: z.number(),
  }),
  cells: z.array(LearntCell),
  /** Predictions out of time, of decisions of the last days of the period. */
  calibration: Calibration,
  /** The same decisions by what was on record with them, and by what this version would have said; null where too few. */
  beside: z.object({ recorded: Calibration, own: Calibration }).nullable(),
});
export type OrderEvidence = z.infer<typeof OrderEvidence>;

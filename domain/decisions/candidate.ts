import { z } from 'zod';
import { ChannelId } from '../channels/channel';
import { MessageContent } from '../templates/content';

/** A reason a person understands, with the figure it rests on. */
export const Reason = z.object({
  text: z.string(),
  factor: z.string(),
  value: z.union([z.string(), z.number(), z.null()]),
});
export type Reason = z.infer<typeof Reason>;

/** One thing an agent could do: action x channel x content x offer x time, with what it expects of it. */
export const Candidate = z.object({
  agentId: z.string(),
  action: z.string(),
  channel: ChannelId,
  content: MessageContent,
  /** Products shown, best first (sku). */
  products: z.array(z.string()),
  offer: z.object({ percentOff: z.number(), validHours: z.number(), maxCostCents: z.number().int() }).nullable(),
  sendAt: z.iso.datetime(),
  /** Probability 0..1 of an order within the action's window, and where the figure comes from. */
  probability: z.number().min(0).max(1),
  probabilityKind: z.enum(['prior', 'calibrated']),
  /** probability x value at stake minus expected discount, in cents: what candidates are ranked by. */
  expectedValueCents: z.number(),
  /** Probability with which this candidate was chosen among its rivals (1 where the choice was deterministic). */
  propensity: z.number(),
  reasons: z.array(Reason),
  /** Why the agent itself wants a person to look (VIP, concierge, first use), in words. */
  escalations: z.array(z.string()),
  /** An extra notice this candidate asks for, e.g. to the sales team. */
  notify: z.enum(['sales']).nullable(),
  wave: z.number().int().nullable(),
  /** The campaign it belongs to, where it belongs to one. */
  campaignId: z.string().nullable().optional(),
});
export type Candidate = z.infer<typeof Candidate>;

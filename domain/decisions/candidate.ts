import { z } from 'zod';
import { CAMPAIGN_PRIORITIES } from '../campaigns/campaign-ids';
import { ChannelId } from '../channels/channel';
import { COPY_STYLES } from '../copy/styles';
import { Draw } from '../experiments/assignment';
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
  /** What of them stands in the customer's cart: how many, at which price a piece (minor units). */
  inCart: z.array(z.object({ sku: z.string(), quantity: z.number().int(), priceCents: z.number().int() })).optional(),
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
  /** Why the agent wants a person to look though nothing makes it risky: what is not known yet, in words. */
  doubts: z.array(z.string()).optional(),
  /** An extra notice this candidate asks for, e.g. to the sales team. */
  notify: z.enum(['sales']).nullable(),
  wave: z.number().int().nullable(),
  /** The campaign it belongs to; two campaigns of one agent compete like two agents. */
  campaignId: z.string().nullable().optional(),
  /** What that campaign ranks by against other voices of the same priority in the policy; absent is normal. */
  campaignPriority: z.enum(CAMPAIGN_PRIORITIES).optional(),
  /** Whose words it is in, where words of this message are tried against each other or were; `isTest` while they are. */
  variant: z
    .object({
      experimentId: z.string(),
      variantId: z.string(),
      style: z.enum(COPY_STYLES),
      draftId: z.string().nullable(),
      isTest: z.boolean(),
      draw: Draw.optional(),
    })
    .optional(),
  /** What for, as a sentence goes on after "Send an e-mail": "to welcome a new customer". */
  purpose: z.string().optional(),
  /** Hours after `sendAt` for which it makes sense, and after the decision for which it can be approved. */
  lasts: z.object({ usefulHours: z.number(), reviewHours: z.number() }).optional(),
});
export type Candidate = z.infer<typeof Candidate>;

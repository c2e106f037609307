import { z } from 'zod';
import { TREATMENTS } from './treatment';

const told = {
  /** Names what was told: the same thing told twice has the same key. */
  key: z.string().min(1).max(255),
  /** Our own id, where the provider carries it. */
  messageId: z.uuid().nullable(),
  providerMessageId: z.string().max(255).nullable(),
  /** When it happened, by the provider's clock; null where it does not say. */
  at: z.iso.datetime().nullable(),
};

/**
 * One thing a provider tells of a message, in our words. `inbound` is a person writing to us; `isAnswered` where the
 * provider has answered by itself already.
 */
export const Report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), ...told }),
  z.object({ kind: z.literal('delivered'), ...told }),
  z.object({
    kind: z.literal('failed'),
    ...told,
    treatment: z.enum(TREATMENTS),
    code: z.string().max(64),
    reason: z.string().max(500),
  }),
  z.object({ kind: z.literal('complained'), ...told }),
  z.object({ kind: z.literal('unsubscribed'), ...told }),
  z.object({ kind: z.literal('inbound'), ...told, from: z.string().max(64), text: z.string().max(4_096) }),
]);
export type Report = z.infer<typeof Report>;
export type InboundReport = Extract<Report, { kind: 'inbound' }>;

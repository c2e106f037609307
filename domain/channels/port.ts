import { z } from 'zod';
import type { ChannelId } from './channel';

/** A person or company in a message's header; `address` has passed `parseEmailAddress`. */
export const Mailbox = z.object({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

/** What stands around the words of a message, kept with it so that it leaves exactly as it was shown. */
export const Envelope = z.object({
  from: Mailbox.nullable(),
  to: Mailbox,
  replyTo: Mailbox.nullable(),
  preheader: z.string(),
  /** Extra headers by name, for e-mail: List-Unsubscribe and the like. */
  headers: z.record(z.string(), z.string()),
});
export type Envelope = z.infer<typeof Envelope>;

/** One message, ready to be handed over. */
export type OutgoingMessage = {
  id: string;
  channel: ChannelId;
  envelope: Envelope;
  subject: string | null;
  html: string | null;
  text: string;
};

/**
 * How a hand-over ended. `retry`: not taken, may be tried again (`ofProvider`: the provider as a whole is in trouble,
 * not this message). `fail`: never will be taken. `suppress`: the address must not be written to again. `unknown`: the
 * provider may or may not have it, so it is never sent again blindly.
 */
export type SendResult =
  | { kind: 'accepted'; providerMessageId: string }
  | { kind: 'retry'; code: string; reason: string; ofProvider: boolean; retryAfterMs?: number }
  | { kind: 'fail'; code: string; reason: string }
  | { kind: 'suppress'; code: string; reason: string }
  | { kind: 'unknown'; code: string; reason: string };

/** One way of delivering messages. Adapters implement it; the dispatcher knows nothing else of them. */
export type Provider = {
  id: string;
  /** Whether what it takes reaches real people; never allowed for demo data and virtual time. */
  isReal: boolean;
  /** Messages it may be handed at the same time. */
  concurrency: number;
  /** Never throws: whatever goes wrong is a SendResult. */
  send: (message: OutgoingMessage) => Promise<SendResult>;
};

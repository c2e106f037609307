import { z } from 'zod';
import type { ChannelId } from './channel';
import type { ProviderTemplate } from './whatsapp-template';

/** A person or company in a message's header; `address` has passed `parseEmailAddress`. */
export const Mailbox = z.object({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

/** What stands around the words of a message, kept with it so that it leaves exactly as it was shown. */
export const Envelope = z.object({
  from: Mailbox.nullable(),
  to: Mailbox,
  replyTo: Mailbox.nullable(),
  preheader: z.string(),
  /** Where a push message leads when it is opened. */
  link: z.string().nullable().default(null),
  /** Where the reader of a push message chooses what they get: for the app to show. */
  preferencesUrl: z.string().nullish(),
  /** The template of WhatsApp to send by, and what fills its placeholders; null for free words. */
  template: z.object({ id: z.string(), name: z.string(), language: z.string(), values: z.array(z.string()) }).nullish(),
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
  /** Tokens of the devices a push message goes to. */
  devices?: readonly string[];
};

/**
 * How a hand-over ended. `retry`: not taken, may be tried again (`ofProvider`: the provider as a whole is in trouble,
 * not this message; `isFault`: it refuses us until somebody mends an account or setting; `mostAttempts`: fewer than
 * usual make sense). `fail`: never will be taken (`pausesChannel`: a person must look before anything else leaves).
 * `suppress`: the address must not be written to again. `unknown`: the provider may or may not have it, so it is never
 * sent again blindly.
 */
export type SendResult = HandedOver & {
  /** Devices that no longer have the app, by their tokens. */
  goneDevices?: string[];
};

type HandedOver =
  | { kind: 'accepted'; providerMessageId: string; closedForMs?: number }
  | {
      kind: 'retry';
      code: string;
      reason: string;
      ofProvider: boolean;
      retryAfterMs?: number;
      isFault?: boolean;
      mostAttempts?: number;
    }
  | { kind: 'fail'; code: string; reason: string; pausesChannel?: boolean }
  | { kind: 'suppress'; code: string; reason: string; because?: SuppressedBecause }
  | { kind: 'unknown'; code: string; reason: string };

/** Why an address is not written to again; a bounce where nothing is said. */
export type SuppressedBecause = 'hard_bounce' | 'unsubscribed' | 'complaint';

/** How much a sender may hand over: `perSecond` on average, `burst` at once; in messages, or segments for SMS. */
export type Quota = { perSecond: number; burst: number };

/** What a provider tells of its templates, or why it does not, in a sentence; `isRefused`: until somebody mends the account. */
export type TemplatesRead =
  | { ok: true; templates: ProviderTemplate[] }
  | { ok: false; problem: string; isRefused: boolean };

/** One way of delivering messages. Adapters implement it; the dispatcher knows nothing else of them. */
export type Provider = {
  id: string;
  /** Whether what it takes reaches real people; never allowed for demo data and virtual time. */
  isReal: boolean;
  /** Messages it may be handed at the same time. */
  concurrency: number;
  /** The number, account or domain it sends as; what its limits are counted for. */
  sender: string;
  /** Limits shared by all who send; null where the provider tells of its limits itself. */
  quota: Quota | null;
  /** Whether it tells later what became of a message; otherwise what it accepts counts as delivered. */
  reportsDelivery: boolean;
  /** The templates of the account, where the channel has any and they can be read. Never throws. */
  templates?: () => Promise<TemplatesRead>;
  /** Never throws: whatever goes wrong is a SendResult. */
  send: (message: OutgoingMessage) => Promise<SendResult>;
};

/** One thing somebody fills in to connect a provider; the form is built from these. */
export type ProviderField = {
  id: string;
  label: string;
  hint: string;
  /** `secret` and `secret_text` are sealed and never shown again; `text` is kept as it is. */
  kind: 'text' | 'secret' | 'secret_text' | 'number' | 'choice';
  isOptional?: boolean;
  placeholder?: string;
  /** For `choice`: the first is what holds where nothing was chosen. */
  choices?: readonly { value: string; label: string }[];
  /** Whether somebody may have one made up instead of typing it. */
  canBeMade?: boolean;
};

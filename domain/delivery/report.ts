import { z } from 'zod';
import { TEMPLATE_QUALITIES, TEMPLATE_STATUSES } from '../channels/whatsapp-template';
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

/** Word of a template: its new status or quality, null where nothing is said of it. */
export const TemplateReport = z.object({
  kind: z.literal('template'),
  ...told,
  templateId: z.string().min(1).max(64),
  status: z.enum(TEMPLATE_STATUSES).nullable(),
  quality: z.enum(TEMPLATE_QUALITIES).nullable(),
  reason: z.string().max(500).nullable(),
});
export type TemplateReport = z.infer<typeof TemplateReport>;

/**
 * One thing a provider tells, in our words: of a message; `inbound`, of a person who writes to us; `template`, of a
 * template.
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
  TemplateReport,
]);
export type Report = z.infer<typeof Report>;
export type InboundReport = Extract<Report, { kind: 'inbound' }>;

import { z } from 'zod';
import { TemplateCall } from '../channels/whatsapp-schema';

/**
 * The words of one message before it is laid out. Strings may hold Liquid slots for personal data
 * (`{{ customer.first_name }}`), which are filled at rendering alone; everything else is already resolved, so that
 * guardrails judge what will really be said.
 */
export const MessageContent = z.object({
  templateId: z.string(),
  templateVersion: z.number().int(),
  /** Who wrote it: the template library, or a language model (always reviewed until its autonomy is earned). */
  writtenBy: z.enum(['template', 'model']).default('template'),
  subject: z.string(),
  preheader: z.string(),
  headline: z.string(),
  paragraphs: z.array(z.string()),
  callToAction: z.string(),
  /** Where the call to action leads, before link signing. */
  landingUrl: z.string(),
  signature: z.string(),
  /** Urgency or scarcity claims made in the words, each pointing at the fact that makes it true. */
  claims: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('expiry'), phrase: z.string(), expiresAt: z.iso.datetime() }),
      z.object({ kind: z.literal('stock'), phrase: z.string(), sku: z.string(), stock: z.number().int() }),
    ]),
  ),
  /** The template of WhatsApp that it is sent by; its words, and no others, are what `headline`, `paragraphs` and `callToAction` say. */
  whatsapp: TemplateCall.optional(),
});
export type MessageContent = z.infer<typeof MessageContent>;

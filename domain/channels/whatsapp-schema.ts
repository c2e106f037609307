import { z } from 'zod';
import {
  TEMPLATE_CATEGORIES,
  TEMPLATE_QUALITIES,
  TEMPLATE_STATUSES,
  TEMPLATE_USES,
  TEMPLATE_VALUES,
  type TemplateUse as Use,
  type TemplateValue as Value,
} from './whatsapp-template';

/** What a placeholder can be filled with. */
export const TemplateValue = z.enum(Object.keys(TEMPLATE_VALUES) as [Value, ...Value[]]);
/** A button beside the one that leads to the shop. */
export const TemplateButton = z.object({ text: z.string(), leadsTo: z.string().nullable() });
/** The message a template can speak for. */
export const TemplateUse = z.enum(TEMPLATE_USES.map(({ id }) => id) as [Use, ...Use[]]);

/** All that a reader sees of a template; one from before they were kept has neither header, footer nor other buttons. */
const words = {
  header: z.string().nullable().default(null),
  body: z.string(),
  footer: z.string().nullable().default(null),
  button: z.object({ text: z.string(), url: z.string() }).nullable(),
  otherButtons: z.array(TemplateButton).default([]),
};

/** A template that somebody has given a message to, as decisions look at it. */
export const AssignedTemplate = z.object({
  /** WhatsApp's own id. */
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.enum(TEMPLATE_CATEGORIES),
  status: z.enum(TEMPLATE_STATUSES),
  quality: z.enum(TEMPLATE_QUALITIES),
  ...words,
  speaksFor: TemplateUse,
  /** What fills the placeholders, in their order. */
  values: z.array(TemplateValue),
  /** Since when it is in use; null where that is not known. */
  assignedAt: z.iso.datetime().nullable().default(null),
});
export type AssignedTemplate = z.infer<typeof AssignedTemplate>;

/** A template as one message uses it: what fills its placeholders, in their order. */
export const TemplateCall = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  ...words,
  values: z.array(z.string()),
  /** What it spoke for when it was chosen; absent in decisions of before this was kept: then it is their action. */
  speaksFor: TemplateUse.optional(),
});
export type TemplateCall = z.infer<typeof TemplateCall>;

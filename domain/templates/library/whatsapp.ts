import type { AssignedTemplate } from '../../channels/whatsapp-schema';
import { fillPlaceholders, otherButtonLines, type TemplateValue } from '../../channels/whatsapp-template';
import type { MessageContent } from '../content';
import { SLOTS } from '../slots';
import type { Brief, OfferWords } from './brief';

export type WhatsappBrief = Brief & { readonly offer: OfferWords | null };

/** A message in the words of a template that WhatsApp approved, with what fills its placeholders. */
export function whatsappMessage(template: AssignedTemplate, brief: WhatsappBrief): MessageContent {
  const { id, name, language, header, body, footer, button, otherButtons, speaksFor } = template;
  const values = template.values.map((value) => wordsFor(value, brief));
  const phrase = wordsBefore(template, 'offer_expires', 2);
  return {
    templateId: 'whatsapp-template',
    templateVersion: 1,
    writtenBy: 'template',
    subject: '',
    preheader: '',
    headline: header ?? '',
    paragraphs: [fillPlaceholders(body, values), ...(footer ? [footer] : []), ...otherButtonLines(template)],
    callToAction: button?.text ?? wordsBefore(template, 'link', 6) ?? '',
    landingUrl: button?.url ?? brief.landingUrl,
    signature: brief.brand.companyName,
    claims: phrase && brief.offer ? [{ kind: 'expiry', phrase, expiresAt: brief.offer.expiresAt }] : [],
    whatsapp: { id, name, language, header, body, footer, button, otherButtons, values, speaksFor },
  };
}

function wordsFor(value: TemplateValue, { brand, landingUrl, offer }: WhatsappBrief): string {
  switch (value) {
    case 'first_name':
      return SLOTS.firstName;
    case 'company':
      return brand.companyName;
    case 'offer_percent':
      return offer ? `${offer.percentOff}%` : '';
    case 'offer_code':
      return SLOTS.offerCode;
    case 'offer_expires':
      return SLOTS.offerExpires;
    case 'link':
      return landingUrl;
  }
}

/** Up to `most` words right before a value, of its own sentence: "good until" before the last day. Null where none stand there. */
function wordsBefore({ body, values }: AssignedTemplate, value: TemplateValue, most: number): string | null {
  const number = values.indexOf(value) + 1;
  if (number === 0) return null;
  const before = body.split(`{{${number}}}`, 1)[0] ?? '';
  const words = /[\p{L}’'\s]*(?=[\s:–-]*$)/u.exec(before.trimEnd())?.[0].trim().split(/\s+/) ?? [];
  return words.filter(Boolean).slice(-most).join(' ') || null;
}

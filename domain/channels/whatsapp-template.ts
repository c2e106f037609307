import { plural } from '../shared/plural';
import type { AssignedTemplate } from './whatsapp-schema';

/** WhatsApp's word on a template. Only an approved one may be sent. */
export const TEMPLATE_STATUSES = ['approved', 'pending', 'rejected', 'paused', 'disabled'] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

export const TEMPLATE_CATEGORIES = ['marketing', 'utility', 'authentication'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** What receivers make of a template, as WhatsApp counts it; red comes before a pause. */
export const TEMPLATE_QUALITIES = ['green', 'yellow', 'red', 'unknown'] as const;
export type TemplateQuality = (typeof TEMPLATE_QUALITIES)[number];

/** A button of a template: what it says, and the page or number it leads to; null for one that only answers. */
export type TemplateButton = { text: string; leadsTo: string | null };

/** All that a reader sees of a template. `body` holds numbered placeholders: "Hi {{1}}, …". */
export type TemplateWords = {
  /** The line above the words, where it has one. */
  header: string | null;
  body: string;
  /** The line below them. */
  footer: string | null;
  /** The button that leads to a page, where it has one. */
  button: { text: string; url: string } | null;
  /** Its other buttons, in their order. */
  otherButtons: TemplateButton[];
};

/** A template as a provider tells of it. */
export type ProviderTemplate = TemplateWords & {
  id: string;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  quality: TemplateQuality;
  /** Why WhatsApp rejected it, in its own word; null where it did not, or says nothing. */
  reason: string | null;
  /** Why it cannot be sent whatever WhatsApp says, in a sentence; null where it can. */
  obstacle: string | null;
};

/** What a numbered placeholder can be filled with, and what that is called. */
export const TEMPLATE_VALUES = {
  first_name: 'First name',
  company: 'Name of the shop',
  offer_percent: 'Percent off',
  offer_code: 'Code',
  offer_expires: 'Last day of the code',
  link: 'Link to the shop',
} as const;
export type TemplateValue = keyof typeof TEMPLATE_VALUES;

/** Messages a template can speak for: actions of agents that may leave by WhatsApp, and the kinds of a campaign's words. */
export const TEMPLATE_USES = [
  { id: 'winback_offer', name: 'Win-back offer' },
  { id: 'winback_follow_up', name: 'Win-back follow-up' },
  { id: 'cart_reminder', name: 'Cart reminder' },
  { id: 'campaign-welcome', name: 'Campaign: welcome' },
  { id: 'campaign-thanks', name: 'Campaign: thank-you' },
  { id: 'campaign-season', name: 'Campaign: season' },
  { id: 'campaign-news', name: 'Campaign: news from the shop' },
] as const;
export type TemplateUse = (typeof TEMPLATE_USES)[number]['id'];

/** What a use is called; its id where there is none of that name any more. */
export function nameOfUse(use: string): string {
  return TEMPLATE_USES.find(({ id }) => id === use)?.name ?? use;
}

const PLACEHOLDER = /\{\{(\d{1,2})\}\}/g;

/** How many values a text asks for: the highest of its numbers. */
export function placeholderCount(text: string): number {
  return Math.max(0, ...[...text.matchAll(PLACEHOLDER)].map(([, number]) => Number(number)));
}

/** The text with each numbered placeholder replaced by its value; one without a value stays as it is. */
export function fillPlaceholders(text: string, values: readonly string[]): string {
  return text.replace(PLACEHOLDER, (whole, number: string) => values[Number(number) - 1] ?? whole);
}

/** Why a message by template cannot be edited. */
export const FIXED_WORDS = 'WhatsApp approved these words as they are: only the time can be changed.';

/** What its reader sees of a template, line by line, with these values. */
export function templateText(template: TemplateWords, values: readonly string[]): string {
  const { header, body, footer, button } = template;
  const lines = [header, fillPlaceholders(body, values), footer, button && `${button.text}: ${button.url}`];
  return [...lines, ...otherButtonLines(template)].filter(Boolean).join('\n');
}

/** Each of the other buttons in a line: what it says, and where it leads. */
export function otherButtonLines({ otherButtons }: Pick<TemplateWords, 'otherButtons'>): string[] {
  return otherButtons.map(({ text, leadsTo }) => (leadsTo === null ? text : `${text}: ${leadsTo}`));
}

/** Whether two templates look the same to whoever reads them. */
export function readsTheSame(one: TemplateWords, other: TemplateWords): boolean {
  return templateText(one, []) === templateText(other, []);
}

type Asked = { speaksFor: TemplateUse; values: readonly TemplateValue[] };

/** Why a template cannot speak for a message with these values, in a sentence; null where it can. */
export function whyUnfit(
  { body, button, obstacle, category }: Pick<ProviderTemplate, 'body' | 'button' | 'obstacle' | 'category'>,
  { speaksFor, values }: Asked,
): string | null {
  if (obstacle) return obstacle;
  if (category !== 'marketing') return 'Only a marketing template may carry marketing.';
  const wanted = placeholderCount(body);
  if (wanted !== values.length) return `It has ${plural(wanted, 'placeholder')}, and ${values.length} are filled.`;
  if (speaksFor === 'winback_follow_up' && speaksOfOffer({ values })) return 'A follow-up gives no code.';
  return button || values.includes('link') ? null : 'It leads nowhere: it needs a button, or a place for a link.';
}

/** Whether it speaks of a code. */
export function speaksOfOffer({ values }: Pick<Asked, 'values'>): boolean {
  return values.some((value) => value.startsWith('offer_'));
}

const BY_QUALITY: Record<TemplateQuality, number> = { green: 0, unknown: 1, yellow: 2, red: 3 };

/**
 * The template to begin a conversation with: an approved one for marketing that was given this message, in the customer's
 * language where there is one, else in the shop's. One that speaks of a code is for messages that have one, and there goes
 * first; then the better quality, then the name.
 */
export function chooseTemplate(
  templates: readonly AssignedTemplate[],
  wanted: { speaksFor: TemplateUse; hasOffer: boolean; locale: string | null },
): AssignedTemplate | null {
  const fit = templates.filter(
    (template) =>
      template.speaksFor === wanted.speaksFor &&
      template.status === 'approved' &&
      template.category === 'marketing' &&
      (wanted.hasOffer || !speaksOfOffer(template)),
  );
  const [first] = inLanguage(fit, wanted.locale).toSorted(
    (one, other) =>
      Number(speaksOfOffer(other)) - Number(speaksOfOffer(one)) ||
      BY_QUALITY[one.quality] - BY_QUALITY[other.quality] ||
      one.name.localeCompare(other.name, 'en') ||
      one.language.localeCompare(other.language, 'en'),
  );
  return first ?? null;
}

/**
 * Those in the customer's own language, of their country before others. Where there are none, or the language is not known:
 * those in the language of the template that was put to use first, which is the one the shop speaks.
 */
function inLanguage(templates: readonly AssignedTemplate[], locale: string | null): readonly AssignedTemplate[] {
  const wanted = plainLanguage(locale ?? '');
  const tongue = (language: string) => plainLanguage(language).split('-', 1)[0];
  const exact = templates.filter(({ language }) => plainLanguage(language) === wanted);
  if (exact.length > 0) return exact;
  const close = templates.filter(({ language }) => tongue(language) === tongue(wanted));
  if (close.length > 0) return close;
  const [first] = templates.toSorted(
    (one, other) =>
      (one.assignedAt ?? '').localeCompare(other.assignedAt ?? '') || one.language.localeCompare(other.language, 'en'),
  );
  return templates.filter(({ language }) => language === first?.language);
}

/** WhatsApp writes "en_GB", browsers and shops "en-GB". */
function plainLanguage(code: string): string {
  return code.replaceAll('_', '-').toLowerCase();
}

/** Whether words are free when a message leaves: the customer wrote within so many hours before. Instants in ISO. */
export function isWindowOpen(lastInboundAt: string | null, sendAt: string, windowHours: number): boolean {
  return lastInboundAt !== null && Date.parse(sendAt) - Date.parse(lastInboundAt) <= windowHours * 3_600_000;
}

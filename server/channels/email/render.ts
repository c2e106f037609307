import type { Template } from 'liquidjs';
import { emailTheme } from '@/domain/channels/email-theme';
import { CHOICES } from '@/domain/channels/short-text';
import type { TemplateCall } from '@/domain/channels/whatsapp-schema';
import { templateText } from '@/domain/channels/whatsapp-template';
import { whyReceived } from '@/domain/channels/why-received';
import type { Agreement } from '@/domain/customers/assumed-consent';
import { formatMoney, usableLocale } from '@/domain/shared/format-money';
import type { MessageContent } from '@/domain/templates/content';
import type { Brand } from '@/domain/workspaces/brand';
import { COMPILED_LAYOUT } from './generated/layout';
import { type LinkPiece, linkPieces, safeUrl } from './links';
import { fillSlots, layoutLiquid, RenderError, type Variables } from './liquid';

export type ProductBlock = {
  name: string;
  quantity: number;
  /** Of one piece, minor units. */
  priceCents: number;
  url: string | null;
  imageUrl: string | null;
  note: string | null;
};

export type RenderInput = {
  content: MessageContent;
  action: string | null;
  /** What its reader agreed to, as the footer tells. */
  agreement: Agreement;
  brand: Brand;
  currency: string;
  customer: { firstName: string | null; lastName: string | null; locale: string | null };
  /** In whose time zone the code's last hour is told. */
  timezone: string;
  products: readonly ProductBlock[];
  offer: { code: string; percentOff: number; expiresAt: Date } | null;
  /** What a link in the message becomes: tracked in a real one, itself in a preview. */
  link: (url: string) => string;
  unsubscribeUrl: string;
  /** Where the reader chooses what they get. */
  preferencesUrl: string;
  /** Address of the open pixel; null leaves it out. */
  pixelUrl: string | null;
};

export type RenderedEmail = { subject: string; preheader: string; html: string; text: string };

/** What the message says, with every slot filled: the one source of the HTML and of the text part. */
export type FilledContent = {
  subject: string;
  preheader: string;
  headline: string;
  paragraphs: LinkPiece[][];
  products: (ProductBlock & { title: string; href: string | null; price: string })[];
  offer: { code: string; percentOff: number; expires: string } | null;
  action: { label: string; href: string };
  signature: string[];
  why: string;
};

/**
 * One e-mail: HTML in the house layout and a text part that says the same. Throws RenderError, in words, for a slot
 * without a value or a link that is not http(s): nothing half-written ever leaves.
 */
export function renderEmail(input: RenderInput): RenderedEmail {
  const filled = fillContent(input);
  if (!filled.subject) throw new RenderError('The subject cannot be written: it is empty.');
  const html = renderHtml(input, filled);
  return { subject: filled.subject, preheader: filled.preheader, html, text: renderText(input, filled) };
}

/**
 * A message for channels that carry text alone: what it says, the link, and the page on which its reader chooses what they
 * get, or ends it; it needs no subject.
 */
export function renderShortText(input: RenderInput): string {
  const filled = fillContent(input);
  const words = filled.paragraphs.map((pieces) => pieces.map((piece) => piece.href ?? piece.text).join(''));
  const said = [filled.headline, ...words].filter((text) => text !== '').join(' ');
  return `${said}\n${filled.action.label}: ${filled.action.href}\n${CHOICES}: ${input.preferencesUrl}`;
}

/**
 * A message by a template of WhatsApp: what fills its placeholders, and the words as the reader will see them. Values are
 * one line each: WhatsApp takes no other.
 */
export function renderTemplate(input: RenderInput, called: TemplateCall): { values: string[]; text: string } {
  const variables = variablesOf(input);
  const values = called.values.map((words) => {
    const pieces = linkPieces(fillSlots(words, variables, 'text'), input.link);
    return oneLine(pieces.map((piece) => piece.href ?? piece.text).join(''));
  });
  return { values, text: templateText(called, values) };
}

/** A push message: its title, its words, and where it leads when it is opened. */
export function renderPush(input: RenderInput): { subject: string; text: string; link: string } {
  const filled = fillContent(input);
  const words = filled.paragraphs.map((pieces) => pieces.map((piece) => piece.href ?? piece.text).join(''));
  const subject = filled.headline || input.brand.companyName;
  return { subject, text: words.filter((text) => text !== '').join(' '), link: filled.action.href };
}

function filledOffer({ offer, customer, timezone }: RenderInput): FilledContent['offer'] {
  if (!offer) return null;
  const { code, percentOff, expiresAt } = offer;
  return { code, percentOff, expires: formatInstant(expiresAt, contentLocale(customer.locale), timezone) };
}

function variablesOf(input: RenderInput): Variables {
  const { customer, brand } = input;
  const offer = filledOffer(input);
  return {
    customer: { first_name: customer.firstName, last_name: customer.lastName },
    brand: { company_name: brand.companyName, website_url: brand.websiteUrl },
    offer: { code: offer?.code ?? null, percent_off: offer?.percentOff ?? null, expires_on: offer?.expires ?? null },
  };
}

/** The words with every slot filled, and every link as it will be. Throws RenderError. */
export function fillContent(input: RenderInput): FilledContent {
  const { content, brand } = input;
  const locale = contentLocale(input.customer.locale);
  const offer = filledOffer(input);
  const variables = variablesOf(input);
  const fill = (words: string, where: string) => fillSlots(words, variables, where);
  return {
    subject: oneLine(fill(content.subject, 'subject')),
    preheader: oneLine(fill(content.preheader, 'preview line')),
    headline: fill(content.headline, 'headline'),
    action: { label: fill(content.callToAction, 'button'), href: input.link(safeUrl(content.landingUrl)) },
    paragraphs: content.paragraphs.map((words) => linkPieces(fill(words, 'text'), input.link)),
    products: input.products.map((product) => ({
      ...product,
      title: product.quantity > 1 ? `${product.quantity} × ${product.name}` : product.name,
      href: product.url && input.link(safeUrl(product.url)),
      imageUrl: product.imageUrl && safeUrl(product.imageUrl),
      price: formatMoney(product.quantity * product.priceCents, input.currency, locale),
    })),
    offer,
    signature: fill(content.signature, 'signature').split(/\r?\n/),
    why: whyReceived(input.action, brand.companyName, input.agreement),
  };
}

function renderHtml(input: RenderInput, filled: FilledContent): string {
  const { brand } = input;
  return layoutLiquid.renderSync(layout, {
    ...filled,
    lang: contentLocale(input.customer.locale),
    theme: emailTheme(brand.colors),
    brand: {
      name: brand.companyName,
      href: input.link(safeUrl(brand.websiteUrl)),
      logo_url: brand.logoUrl && safeUrl(brand.logoUrl),
      logo_width: brand.logoSize ? Math.round(logoScale(brand.logoSize) * brand.logoSize.width) : 160,
      logo_height: brand.logoSize ? Math.round(logoScale(brand.logoSize) * brand.logoSize.height) : 80,
      postal_address: oneLine(brand.postalAddress),
    },
    products: filled.products.map((product) => ({
      name: product.title,
      price: product.price,
      href: product.href,
      image_url: product.imageUrl,
      note: product.note,
      initial: (Array.from(product.name.trim())[0] ?? '').toUpperCase(),
    })),
    offer: filled.offer && {
      code: filled.offer.code,
      percent_off: filled.offer.percentOff,
      expires: filled.offer.expires,
    },
    unsubscribe: { href: input.unsubscribeUrl },
    preferences: { href: input.preferencesUrl },
    pixel: input.pixelUrl,
  });
}

function renderText(input: RenderInput, filled: FilledContent): string {
  const blocks = [
    filled.headline,
    ...filled.paragraphs.map((pieces) => pieces.map((piece) => piece.href ?? piece.text).join('')),
    ...filled.products.map((product) =>
      [`* ${product.title}, ${product.price}`, product.note && `  ${product.note}`, product.href && `  ${product.href}`]
        .filter(Boolean)
        .join('\n'),
    ),
    filled.offer &&
      `${filled.offer.percentOff}% off with your code ${filled.offer.code}\nWorks once, until ${filled.offer.expires}`,
    `${filled.action.label}:\n${filled.action.href}`,
    filled.signature.join('\n'),
    `--\n${filled.why}\nChoose what you get: ${input.preferencesUrl}\nUnsubscribe: ${input.unsubscribeUrl}\n\n${input.brand.companyName}, ${oneLine(input.brand.postalAddress)}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Parsed once a process. */
const layout: Template[] = layoutLiquid.parse(COMPILED_LAYOUT);

/** Largest scale at which a logo is at most 200 x 80 on screen. */
function logoScale(size: { width: number; height: number }): number {
  return Math.min(1, 200 / size.width, 80 / size.height);
}

function formatInstant(at: Date, locale: string, timezone: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: timezone,
    timeZoneName: 'short',
  }).format(at);
}

/** The words are English, so figures and dates are written in the customer's English, or Britain's. */
function contentLocale(locale: string | null): string {
  const usable = usableLocale(locale ?? 'en-GB');
  return usable.startsWith('en') ? usable : 'en-GB';
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}

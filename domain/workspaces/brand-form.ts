import { parseEmailAddress } from '../channels/email-address';
import type { Brand } from './brand';

/** A brand as people type it: one line each, but for the signature, which may have several. */
export type BrandForm = {
  companyName: string;
  fromName: string;
  fromEmail: string;
  replyTo: string;
  postalAddress: string;
  signature: string;
  websiteUrl: string;
  /** #rrggbb. */
  mainColor: string;
  /** #rrggbb; null: none. */
  accentColor: string | null;
  /** Address of a picture, with its width and height in CSS pixels; null: messages show the company's name. */
  logo: { url: string; width: number; height: number } | null;
};
export type BrandField = keyof BrandForm;
export type BrandProblems = Partial<Record<BrandField, string>>;

/** What is asked for, and why it is. */
const MISSING = {
  companyName: 'Name the company: the law wants every message to say truly who sends it.',
  fromName: 'Say whom messages come from: the law wants a true sender in every inbox.',
  fromEmail: 'Give the address that messages come from: the law wants a true one, and mail without one is refused.',
  replyTo: 'Give an address that somebody reads: whoever gets a message must be able to answer it.',
  postalAddress: 'Give the postal address of the company: the law (CAN-SPAM and its like) wants it in every e-mail.',
  signature: 'Say how messages are signed: one that is not signed by the brand is not sent.',
  websiteUrl: 'Give the address of the shop: links in messages lead there.',
} as const satisfies BrandProblems;

const LONGEST: Record<keyof typeof MISSING, number> = {
  companyName: 80,
  fromName: 80,
  fromEmail: 254,
  replyTo: 254,
  postalAddress: 300,
  signature: 300,
  websiteUrl: 300,
};
const COLOR = /^#[0-9a-f]{6}$/i;
/** Largest side of a logo, in CSS pixels. */
const LARGEST_SIDE = 4_000;

/** Addresses that every mail program and every check of ours takes: ASCII, without the rarer marks. */
const PLAIN_EMAIL = /^[a-z0-9_'+.-]*[a-z0-9_+-]@([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/i;

/** Everything that keeps a brand from being one, each at its field, in words; empty where nothing does. */
export function brandProblems(form: BrandForm): BrandProblems {
  const problems: BrandProblems = {};
  const fields = Object.keys(MISSING) as (keyof typeof MISSING)[];
  for (const field of fields) {
    const why = whyNot(field, tidied(form[field], field === 'signature'));
    if (why) problems[field] = why;
  }
  if (!COLOR.test(form.mainColor)) problems.mainColor = 'Write the colour as #rrggbb, for example #1f3a5f.';
  if (form.accentColor !== null && !COLOR.test(form.accentColor))
    problems.accentColor = 'Write the colour as #rrggbb, for example #d9b45f.';
  const whyNoLogo = form.logo && logoProblem(form.logo);
  if (whyNoLogo) problems.logo = whyNoLogo;
  return problems;
}

/** The brand that a form without problems stands for. Colours beyond the first of each kind stay as they were `before`. */
export function brandFromForm(form: BrandForm, before?: Brand['colors']): Brand {
  const { mainColor, accentColor, logo, ...words } = form;
  const accents = accentColor === null ? [] : [accentColor.toLowerCase(), ...(before?.accent.slice(1) ?? [])];
  return {
    companyName: tidied(words.companyName),
    fromName: tidied(words.fromName),
    fromEmail: tidied(words.fromEmail),
    replyTo: tidied(words.replyTo),
    postalAddress: tidied(words.postalAddress),
    signature: tidied(words.signature, true),
    websiteUrl: tidied(words.websiteUrl),
    logoUrl: logo?.url.trim() ?? null,
    logoSize: logo && { width: logo.width, height: logo.height },
    colors: { main: [mainColor.toLowerCase(), ...(before?.main.slice(1) ?? [])], accent: accents },
  };
}

/** The form that a brand fills. */
export function formFromBrand(brand: Brand): BrandForm {
  const { logoUrl, logoSize, colors, ...words } = brand;
  return {
    ...words,
    mainColor: colors.main[0] ?? '',
    accentColor: colors.accent[0] ?? null,
    logo: logoUrl === null ? null : { url: logoUrl, width: logoSize?.width ?? 0, height: logoSize?.height ?? 0 },
  };
}

/** Why a text is no name of a workspace, in words; null where it is one. */
export function whyNoWorkspaceName(name: string): string | null {
  const text = tidied(name);
  if (!text) return 'Give the workspace a name.';
  return text.length > 80 ? 'A name may be 80 characters long at most.' : null;
}

/** One line without anything that could break out of a header or turn its reading round; of several lines each. */
export function tidied(raw: string, hasLines = false): string {
  const lines = raw.split(/\r?\n|[\u2028\u2029]/).map((line) =>
    line
      .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return lines
    .join(hasLines ? '\n' : ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function whyNot(field: keyof typeof MISSING, text: string): string | null {
  if (!text) return MISSING[field];
  if (text.length > LONGEST[field]) return `Use ${LONGEST[field]} characters at most.`;
  if (field === 'fromEmail' || field === 'replyTo') return emailProblem(text);
  if (field === 'websiteUrl') return addressProblem(text);
  // Words of messages are filled where they hold such braces: those of a brand hold none.
  return /\{\{|\{%/.test(text) ? 'Leave out “{{” and “{%”: messages are filled in between them.' : null;
}

function emailProblem(text: string): string | null {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) return `This is no e-mail address: ${parsed.reason}.`;
  return PLAIN_EMAIL.test(text) ? null : 'Use an e-mail address of plain letters, digits, dots and hyphens.';
}

function addressProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return 'Write the whole address, beginning with https:// (or http://).';
  if (url.username || url.password) return 'Leave out name and password: everybody who gets a message could read them.';
  return url.search || url.hash
    ? 'Leave out what stands after “?” or “#”: addresses of pages are put behind it.'
    : null;
}

function logoProblem({ url, width, height }: NonNullable<BrandForm['logo']>): string | null {
  const why = addressProblem(url.trim());
  if (why && !why.includes('“?”')) return why;
  const isSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE;
  return isSide(width) && isSide(height) ? null : 'Say how wide and how high the logo is, in whole pixels.';
}

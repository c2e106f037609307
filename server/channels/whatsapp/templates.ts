import { z } from 'zod';
import type { TemplatesRead } from '@/domain/channels/port';
import {
  fillPlaceholders,
  type ProviderTemplate,
  placeholderCount,
  type TemplateButton,
  type TemplateQuality,
  type TemplateStatus,
} from '@/domain/channels/whatsapp-template';
import { ruleOf } from '@/domain/delivery/provider-errors';
import { cutText, storableText } from '@/domain/shared/cut-text';
import { exchange } from '../http/exchange';
import { jsonOf } from '../http/result';

type Account = { home: string; accessToken: string; businessAccountId: string };

const FIELDS = 'id,name,language,status,category,quality_score,rejected_reason,components,parameter_format';
const PER_PAGE = 50;
/** More than an account may hold: Meta's own limit is 6,000. */
const MOST_PAGES = 120;
const MOST_BYTES = 4 * 1024 * 1024;

/** The templates of a business account, page after page; one that cannot be read is left out. */
export async function readTemplates({ home, accessToken, businessAccountId }: Account): Promise<TemplatesRead> {
  const templates: ProviderTemplate[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    // Only ever at the provider's own address: of what it calls the next page, the cursor alone is taken.
    const query = new URLSearchParams({ fields: FIELDS, limit: String(PER_PAGE), ...(after && { after }) });
    const url = `${home}/${encodeURIComponent(businessAccountId)}/message_templates?${query}`;
    const headers = { Authorization: `Bearer ${accessToken}` };
    const told = await exchange(url, { method: 'GET', headers, body: '', mostBytes: MOST_BYTES });
    if (told.kind !== 'answered') return { ok: false, problem: `${told.reason} (${told.code})`, isRefused: false };
    const read = Page.safeParse(jsonOf(told));
    if (told.status !== 200 || !read.success) return { ok: false, ...problemOf(told) };
    templates.push(...read.data.data.flatMap((each) => templateOf(each) ?? []));
    after = read.data.paging?.next ? (read.data.paging.cursors?.after ?? null) : null;
    if (after === null) break;
  }
  return { ok: true, templates };
}

/** What an answer that is no list says; `isRefused` where asking again helps nothing until somebody mends the account. */
function problemOf(told: { status: number; body: string }): { problem: string; isRefused: boolean } {
  const error = jsonOf(told)?.error as { code?: unknown; message?: unknown } | undefined;
  const code = String(error?.code ?? `HTTP ${told.status}`);
  const rule = ruleOf('whatsapp', code);
  const words = rule?.meaning ?? error?.message ?? 'Meta answered with something else than a list';
  const isRefused = rule?.treatment === 'fault' || told.status === 401 || told.status === 403;
  return { problem: `${cutText(storableText(String(words)), 400)} (${code}).`, isRefused };
}

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ next: z.string().optional(), cursors: z.object({ after: z.string() }).optional() }).optional(),
});
/** No character that the database cannot keep. */
const Words = z.string().transform((text) => cutText(storableText(text), 4_096));
const Component = z.object({
  type: z.string(),
  format: z.string().optional(),
  text: Words.optional(),
  buttons: z
    .array(
      z.object({ type: z.string(), text: Words.optional(), url: Words.optional(), phone_number: Words.optional() }),
    )
    .optional(),
});
type Component = z.infer<typeof Component>;
const Told = z.object({
  id: z.coerce.string().min(1).max(64),
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-zA-Z_]{2,16}$/),
  status: z.string(),
  category: z.string(),
  quality_score: z.object({ score: z.string() }).optional(),
  rejected_reason: z.string().optional(),
  components: z.array(Component),
  parameter_format: z.string().optional(),
});

const CATEGORIES = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const;

function templateOf(told: unknown): ProviderTemplate | null {
  const read = Told.safeParse(told);
  const category = CATEGORIES[read.data?.category as keyof typeof CATEGORIES];
  if (!read.success || !category) return null;
  const { id, name, language, status, quality_score, rejected_reason, components, parameter_format } = read.data;
  const textOf = (part: string) => components.find(({ type }) => type === part)?.text || null;
  const body = textOf('BODY') ?? '';
  const buttons = buttonsOf(components);
  const link = buttons.find(({ type, text, url }) => type === 'URL' && text && url);
  return {
    ...{ id, name, language, category, body },
    header: textOf('HEADER'),
    footer: textOf('FOOTER'),
    status: statusOf(status) ?? 'pending',
    quality: qualityOf(quality_score?.score),
    reason: reasonOf(rejected_reason),
    button: link?.text && link.url ? { text: cutText(link.text, 64), url: cutText(link.url, 2_048) } : null,
    otherButtons: buttons.filter((each) => each !== link).map(otherButton),
    obstacle: obstacleOf(body, components, parameter_format),
  };
}

type Button = NonNullable<Component['buttons']>[number];

function buttonsOf(components: readonly Component[]): Button[] {
  return components.flatMap(({ buttons = [] }) => buttons);
}

function otherButton({ type, text, url, phone_number: phone }: Button): TemplateButton {
  return { text: text || type, leadsTo: url || phone || null };
}

/** What a template needs that is not filled in here: sent without it, Meta refuses each message. */
function obstacleOf(body: string, components: readonly Component[], format: string | undefined): string | null {
  if (body === '') return 'It has no words of its own.';
  if (format === 'NAMED') return 'Its placeholders have names; only numbered ones are filled.';
  const numbers = placeholderCount(body);
  const blank = Array.from({ length: numbers }, () => '');
  if (hasBraces(fillPlaceholders(body, blank))) return 'Its placeholders are not numbered.';
  const header = components.find(({ type }) => type === 'HEADER');
  if (header && (header.format !== 'TEXT' || hasBraces(header.text))) {
    return 'Its header is a picture, a file or filled in; only plain headers are sent.';
  }
  if (components.some(({ type, text }) => type === 'FOOTER' && hasBraces(text))) return 'Its footer is filled in.';
  if (components.some(({ type }) => !PLAIN_PARTS.has(type))) return 'It has parts that are not filled in here.';
  const needs = buttonsOf(components).find(
    ({ type, text, url }) => !PLAIN_BUTTONS.has(type) || hasBraces(text) || hasBraces(url),
  );
  return needs ? `Its button “${cutText(needs.text ?? needs.type, 64)}” needs to be filled in.` : null;
}

/** Whether something stands in it that would be filled in: by Meta, or by us as one of our own slots. */
function hasBraces(text: string | undefined): boolean {
  return /\{\{|\}\}|\{%/.test(text ?? '');
}

const PLAIN_PARTS = new Set(['BODY', 'HEADER', 'FOOTER', 'BUTTONS']);
const PLAIN_BUTTONS = new Set(['URL', 'QUICK_REPLY', 'PHONE_NUMBER', 'MARKETING_MESSAGES_OPT_OUT']);

/** WhatsApp's word on a template in ours; null for one that says nothing of whether it may be sent. */
export function statusOf(word: string): TemplateStatus | null {
  switch (word) {
    case 'APPROVED':
    case 'REINSTATED':
      return 'approved';
    case 'PENDING':
    case 'IN_APPEAL':
      return 'pending';
    case 'REJECTED':
      return 'rejected';
    case 'PAUSED':
      return 'paused';
    case 'DISABLED':
    case 'LIMIT_EXCEEDED':
    case 'ARCHIVED':
    case 'DELETED':
    case 'PENDING_DELETION':
      return 'disabled';
    default:
      return null;
  }
}

/** What receivers make of a template, in our words. */
export function qualityOf(word: string | undefined): TemplateQuality {
  switch (word) {
    case 'GREEN':
      return 'green';
    case 'YELLOW':
      return 'yellow';
    case 'RED':
      return 'red';
    default:
      return 'unknown';
  }
}

/** Why a template was rejected, as Meta says; null where it says nothing. */
export function reasonOf(word: string | undefined): string | null {
  return word && word !== 'NONE' ? cutText(storableText(word), 500) : null;
}

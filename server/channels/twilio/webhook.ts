import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { InboundWord } from '@/domain/channels/inbound-words';
import { ruleOf } from '@/domain/delivery/provider-errors';
import type { Report } from '@/domain/delivery/report';
import { cutText, storableText } from '@/domain/shared/cut-text';
import type { InboundRequest, ProviderConfig, ReadReports } from '../provider-kind';
import { secretEquals } from '../secret-equals';
import { MESSAGE_PARAMETER } from './send';

/** HMAC-SHA1 of the address, as we told it to Twilio, and the form's values; with and without the port, as Twilio does. */
export function isFromTwilio({ url, header, body }: InboundRequest, { authToken }: ProviderConfig): boolean {
  const given = header('x-twilio-signature');
  if (!given || !authToken) return false;
  const form = new URLSearchParams(body.toString('utf8'));
  return [url, otherSpelling(url)].some((address) => secretEquals(given, twilioSignature(authToken, address, form)));
}

/** Keys sorted, each followed by its values, each value once. */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const pairs = [...new Set(form.keys())].sort().map((key) => key + [...new Set(form.getAll(key))].sort().join(''));
  return createHmac('sha1', authToken)
    .update(url + pairs.join(''), 'utf8')
    .digest('base64');
}

function otherSpelling(url: string): string {
  const { protocol, host, hostname, port } = new URL(url);
  const other = port ? hostname : `${host}:${protocol === 'https:' ? 443 : 80}`;
  return url.replace(`${protocol}//${host}`, `${protocol}//${other}`);
}

/** Reads a status of one of our messages, or a message somebody sent to us. */
export function readTwilio({ url, body }: InboundRequest): ReadReports {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return { ok: false, problem: 'The body is no text.' };
  }
  const form = new URLSearchParams([...new URLSearchParams(text)].map(([name, value]) => [name, storableText(value)]));
  const sid = (form.get('MessageSid') ?? form.get('SmsSid') ?? '').slice(0, 64);
  if (!sid) return { ok: false, problem: 'There is no MessageSid.' };
  const status = form.get('MessageStatus');
  const ours = z.uuid().safeParse(new URL(url).searchParams.get(MESSAGE_PARAMETER));
  const told = { messageId: ours.success ? ours.data : null, providerMessageId: sid, at: null };
  if (status !== null) return { ok: true, reports: reportOf(status.slice(0, 32), form, told) };
  const from = form.get('From')?.slice(0, 64);
  if (!from) return { ok: true, reports: [] };
  const said = (form.get('Body') ?? '').slice(0, 4_096);
  return {
    ok: true,
    reports: [{ kind: 'inbound', ...told, messageId: null, key: `inbound:${sid}`, from, text: said }],
  };
}

type Told = Pick<Report, 'messageId' | 'providerMessageId' | 'at'>;

function reportOf(status: string, form: URLSearchParams, told: Told): Report[] {
  const key = `${told.providerMessageId}:${status}`;
  switch (status) {
    case 'sent':
      return [{ kind: 'accepted', ...told, key }];
    case 'delivered':
    case 'read':
      return [{ kind: 'delivered', ...told, key }];
    case 'undelivered':
    case 'failed': {
      const code = cutText(form.get('ErrorCode') ?? status, 64);
      const known = ruleOf('twilio', code);
      const reason = known?.meaning ?? cutText(form.get('ErrorMessage') ?? 'Twilio gave no reason.', 500);
      return [{ kind: 'failed', ...told, key, treatment: known?.treatment ?? 'fail', code, reason }];
    }
    // "queued", "sending" and the like are on their way.
    default:
      return [];
  }
}

/** What Twilio answers by itself, unless an account has had that turned off. */
const ANSWERED_BY_TWILIO = new Set(
  'stop,stopall,unsubscribe,end,quit,revoke,optout,cancel,start,yes,unstop,help,info'.split(','),
);

/** Whether the answer is ours to give: one confirmation is allowed, and Twilio may have sent it. */
export function isOursToAnswer({ body }: InboundRequest, { answers }: ProviderConfig, word: InboundWord): boolean {
  const form = new URLSearchParams(body.toString('utf8'));
  if (word === 'other' || form.has('OptOutType')) return false;
  return answers === 'touchstone' || !ANSWERED_BY_TWILIO.has((form.get('Body') ?? '').trim().toLowerCase());
}

/** An answer to a message, or none, as Twilio reads it. */
export function twiml(text: string | null): { text: string; contentType: string } {
  const message = text === null ? '' : `<Message>${escapeXml(text)}</Message>`;
  return { text: `<?xml version="1.0" encoding="UTF-8"?><Response>${message}</Response>`, contentType: 'text/xml' };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

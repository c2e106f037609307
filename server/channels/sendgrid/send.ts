import type { OutgoingMessage, Provider, SendResult } from '@/domain/channels/port';
import { treatmentOfStatus } from '@/domain/delivery/provider-errors';
import { refusal } from '@/domain/delivery/refusal';
import { SECOND } from '@/domain/shared/time';
import { baseUrl } from '../base-url';
import { type Exchange, exchange } from '../http/exchange';
import { askedToWait, jsonOf, resultOf } from '../http/result';
import type { ProviderConfig, Surroundings } from '../provider-kind';

const HOME = { global: 'https://api.sendgrid.com', eu: 'https://api.eu.sendgrid.com' } as const;
/** Under this name SendGrid carries our id through to its reports. */
export const MESSAGE_ARG = 'touchstone_message';

/** Mail Send v3. SendGrid says itself how fast it may be called: by X-RateLimit headers and 429. */
export function openSendgrid(config: ProviderConfig, around: Surroundings): Provider {
  const home = config.region === 'eu' ? HOME.eu : HOME.global;
  const url = `${baseUrl(home, config, around)}/v3/mail/send`;
  return {
    id: 'sendgrid',
    isReal: true,
    concurrency: 8,
    sender: '',
    quota: null,
    reportsDelivery: true,
    send: (message) => send(url, config.apiKey ?? '', message),
  };
}

async function send(url: string, apiKey: string, message: OutgoingMessage): Promise<SendResult> {
  const body = mailOf(message);
  if (!body) return { kind: 'fail', code: 'EENVELOPE', reason: 'The message has no sender.' };
  const headers = { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' };
  return resultOf(await exchange(url, { headers, body: JSON.stringify(body) }), resultOfAnswer);
}

/** The message as Mail Send takes it. Its own tracking is off: links and pixel in the message are ours, and signed. */
function mailOf({ id, envelope, subject, html, text }: OutgoingMessage): object | null {
  const { from, to, replyTo } = envelope;
  if (!from) return null;
  // SendGrid gives every message an id of its own.
  const { 'Message-ID': _, ...headers } = envelope.headers;
  return {
    personalizations: [{ to: [mailbox(to)] }],
    from: mailbox(from),
    ...(replyTo && { reply_to: mailbox(replyTo) }),
    subject: subject ?? '',
    content: [{ type: 'text/plain', value: text }, ...(html ? [{ type: 'text/html', value: html }] : [])],
    headers,
    custom_args: { [MESSAGE_ARG]: id },
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  };
}

function mailbox({ name, address }: { name: string; address: string }) {
  return { email: address, ...(name && { name }) };
}

function resultOfAnswer(answer: Extract<Exchange, { kind: 'answered' }>): SendResult | null {
  const { status, headers } = answer;
  if (status === 202) {
    const id = headers['x-message-id'];
    return { kind: 'accepted', providerMessageId: typeof id === 'string' ? id : '', ...spentUntil(headers) };
  }
  // Nothing but 202 means taken: SendGrid's own 200 is for its sandbox, which delivers nothing.
  if (status < 400) return null;
  const reason = wordsOf(jsonOf(answer)) ?? `SendGrid answered ${status}.`;
  return refusal(treatmentOfStatus(status), { code: `HTTP ${status}`, reason, ...waitOf(answer) });
}

/** With nothing left of the allowance, SendGrid says when there is again (seconds since 1970). */
function spentUntil(headers: Record<string, string | string[] | undefined>): { closedForMs?: number } {
  if (headers['x-ratelimit-remaining'] !== '0') return {};
  const ms = Number(headers['x-ratelimit-reset']) * SECOND - Date.parse(String(headers.date ?? ''));
  return Number.isFinite(ms) && ms > 0 ? { closedForMs: ms } : {};
}

function waitOf(answer: Extract<Exchange, { kind: 'answered' }>): { retryAfterMs?: number } {
  const asked = askedToWait(answer);
  if (asked.retryAfterMs !== undefined) return asked;
  const { closedForMs } = spentUntil(answer.headers);
  return closedForMs === undefined ? {} : { retryAfterMs: closedForMs };
}

function wordsOf(body: Record<string, unknown> | null): string | null {
  const [first] = Array.isArray(body?.errors) ? (body.errors as unknown[]) : [];
  const words = (first as { message?: unknown } | undefined)?.message;
  return typeof words === 'string' ? words.slice(0, 500) : null;
}

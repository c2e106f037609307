import type { IncomingHttpHeaders } from 'node:http';
import type { SendResult } from '@/domain/channels/port';
import { treatmentOfStatus } from '@/domain/delivery/provider-errors';
import { refusal } from '@/domain/delivery/refusal';
import { HOUR, SECOND } from '@/domain/shared/time';
import type { Exchange } from './exchange';

type Answered = Extract<Exchange, { kind: 'answered' }>;

/**
 * How a hand-over over HTTP ended. `read` says what an answer means, or null where its body says nothing: then the status
 * alone decides, and a 2xx whose body cannot be read leaves the message's fate unknown.
 */
export function resultOf(exchange: Exchange, read: (answer: Answered) => SendResult | null): SendResult {
  if (exchange.kind === 'not_sent') {
    const { code, reason } = exchange;
    return { kind: 'retry', code, reason, ofProvider: true };
  }
  if (exchange.kind === 'unanswered') {
    const { code, reason } = exchange;
    return { kind: 'unknown', code, reason };
  }
  const told = read(exchange);
  if (told) return told;
  const { status } = exchange;
  const code = `HTTP ${status}`;
  if (status >= 200 && status < 300) {
    const reason = `The provider answered ${status} with something that is no answer of its own.`;
    return { kind: 'unknown', code, reason };
  }
  return refusal(treatmentOfStatus(status), {
    code,
    reason: `The provider answered ${status}.`,
    ...askedToWait(exchange),
  });
}

/** How long the provider asks to be left alone (Retry-After, in seconds or as a date), where it does. */
export function askedToWait({ headers }: { headers: IncomingHttpHeaders }): { retryAfterMs?: number } {
  const raw = headers['retry-after'];
  if (!raw) return {};
  const seconds = Number(raw);
  const answeredAt = Date.parse(headers.date ?? '');
  const ms = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(raw) - answeredAt;
  return Number.isFinite(ms) && ms > 0 ? { retryAfterMs: Math.min(ms, 24 * HOUR) } : {};
}

/** The body as an object; null where it is none. */
export function jsonOf({ body }: { body: string }): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

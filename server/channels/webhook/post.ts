import { type LookupAddress, type LookupAllOptions, lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SendResult } from '@/domain/channels/port';
import { isPublicAddress } from './public-address';

export type PostOptions = {
  /** Plain http, and addresses of the own network: for tests and for those who host a receiver themselves. */
  allowLocal: boolean;
  /** For the whole exchange. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 5_000;
/** Of an answer nothing is read beyond; of what is said, nothing longer is sent. */
const MOST_BYTES = 16 * 1024;
/** RFC 1035 2.3.4, as it is written. */
const LONGEST_HOST = 253;

class ClosedAddress extends Error {}

/** What is wrong with an address as that of a webhook, in words; null where nothing is. */
export function whyNoWebhook(text: string, allowLocal: boolean): string | null {
  // A reader of addresses leaves such characters out without a word: another address than the one that was typed.
  if (/[\p{Cc}\s]/u.test(text)) return 'The address must not hold line breaks, spaces or other control characters.';
  if (!URL.canParse(text)) return 'This is no address of the web.';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowLocal && url.protocol === 'http:'))
    return 'The address must begin with https://.';
  if (url.hostname.length > LONGEST_HOST)
    return `The name of the host must not be longer than ${LONGEST_HOST} characters.`;
  if (url.username || url.password) return 'The address must not hold a name or password.';
  if (allowLocal) return null;
  if (url.port !== '') return 'The address must use the usual port of https.';
  const host = bareHost(url);
  const isLocalName = !isIP(host) && (!host.includes('.') || /\.(localhost|local|internal)$/i.test(host));
  if (isLocalName || (isIP(host) && !isPublicAddress(host))) return 'The address is not on the public internet.';
  return null;
}

/**
 * Posts a text to a Slack-compatible incoming webhook. Connects only to an address that was checked after the name was
 * resolved, follows no redirect, ends after five seconds, reads little. Never throws; what was handed over whole and
 * not answered is `unknown`, and is not to be posted again.
 */
export function postToWebhook(address: string, text: string, options: PostOptions): Promise<SendResult> {
  const refusal = whyNoWebhook(address, options.allowLocal);
  if (refusal) return Promise.resolve({ kind: 'fail', code: 'EADDRESS', reason: refusal });
  const body = Buffer.from(JSON.stringify({ text }));
  if (body.length > MOST_BYTES) {
    return Promise.resolve({ kind: 'fail', code: 'ETOOBIG', reason: 'The message is too long for a webhook.' });
  }
  return exchange(new URL(address), body, options);
}

function exchange(url: URL, body: Buffer, { allowLocal, timeoutMs = TIMEOUT_MS }: PostOptions): Promise<SendResult> {
  return new Promise((settle) => {
    let isConnected = false;
    const request = (url.protocol === 'http:' ? http : https).request(url, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'application/json', 'Content-Length': body.length, 'User-Agent': 'Touchstone' },
      lookup: allowLocal ? undefined : checkedLookup(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
    });
    request.on('response', (response) => {
      response.on('error', () => {});
      settle(resultOf(response.statusCode ?? 0, response.headers['retry-after']));
      // Of the answer only its status counts.
      response.destroy();
    });
    request.on('error', (error: Error & { code?: string }) => settle(failureOf(error, isConnected)));
    request.end(body);
  });
}

function resultOf(status: number, retryAfter: string | undefined): SendResult {
  if (status >= 200 && status < 300) return { kind: 'accepted', providerMessageId: String(status) };
  const code = `HTTP ${status}`;
  if (status >= 300 && status < 400)
    return { kind: 'fail', code, reason: 'The receiver points elsewhere, and redirects are not followed.' };
  if (status === 429 || status >= 500) {
    const seconds = Number(retryAfter);
    return {
      kind: 'retry',
      code,
      reason: `The receiver answered ${status}.`,
      ofProvider: true,
      ...(Number.isFinite(seconds) && seconds > 0 && { retryAfterMs: Math.min(seconds, 3_600) * 1_000 }),
    };
  }
  return { kind: 'fail', code, reason: `The receiver answered ${status}.` };
}

function failureOf(error: Error & { code?: string }, isConnected: boolean): SendResult {
  const code = error.code ?? error.name;
  if (error instanceof ClosedAddress) return { kind: 'fail', code: 'EADDRESS', reason: error.message };
  if (isConnected) return { kind: 'unknown', code, reason: 'It was handed over, and no answer came.' };
  return { kind: 'retry', code, reason: 'The receiver could not be reached.', ofProvider: true };
}

type Resolver = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a name and answers only where every address of it is public: the one connected to is the one checked. */
export function checkedLookup(resolver: Resolver = resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolver(hostname, { all: true, family: options.family, hints: options.hints }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) callback(error, '');
      else if (!first || addresses.some(({ address }) => !isPublicAddress(address)))
        callback(new ClosedAddress('The address is not on the public internet.'), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The host without the brackets of IPv6 and the dot of the root. */
function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

import { guarded } from './safe';
import { read, write } from './storage';
import { uuid, visitor } from './visitor';

export type Target = { host: string; key: string };
type Properties = Record<string, unknown>;
type Event = { messageId: string } & Properties;

const MOST_KEPT = 100;
/** Browsers let 64 kB outlive a page. */
const MOST_SENT = 20;
const LONGEST_WAIT_MS = 60_000;
const SHORTLY_MS = 300;

let target: Target;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let sending: Promise<void> | undefined;

/** Begins to send what the page tells, and what an earlier page could not. */
export function startEvents(to: Target): void {
  target = to;
  addEventListener('pagehide', guarded(sendLast));
  addEventListener('online', guarded(flush));
  if (kept().length > 0) later(SHORTLY_MS);
}

/** Takes an event; it is sent shortly, and kept until the server has it or a hundred later ones push it out. */
export function tell(type: string, fields: Properties): void {
  const who = visitor();
  const query = new URLSearchParams(location.search);
  const campaign: Record<string, string> = {};
  for (const name of ['source', 'medium', 'campaign', 'term', 'content']) {
    const value = query.get(`utm_${name}`);
    if (value) campaign[name === 'campaign' ? 'name' : name] = value;
  }
  const event = {
    type,
    messageId: uuid(),
    anonymousId: who.id,
    ...(who.user && { userId: who.user }),
    timestamp: new Date().toISOString(),
    context: {
      library: { name: 'touchstone.js' },
      page: { url: location.href, path: location.pathname, title: document.title, referrer: document.referrer },
      campaign,
    },
    ...fields,
  };
  write('localStorage', 'queue', [...kept(), event].slice(-MOST_KEPT));
  later(SHORTLY_MS);
}

/** Sends what waits; resolves when the server has it, or could not be asked. */
export function flush(): Promise<void> {
  sending ??= send().finally(() => {
    sending = undefined;
  });
  return sending;
}

function kept(): Event[] {
  const queue = read<Event[]>('localStorage', 'queue');
  return Array.isArray(queue) ? queue : [];
}

function later(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(guarded(flush), ms);
}

async function send(): Promise<void> {
  const batch = kept().slice(0, MOST_SENT);
  if (batch.length === 0) return;
  const answer = await fetch(`${target.host}/v1/batch`, {
    method: 'POST',
    body: bodyOf(batch),
    keepalive: true,
    credentials: 'omit',
  }).catch(() => undefined);
  if (!answer || answer.status === 429 || answer.status > 499) {
    failures += 1;
    return later(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures));
  }
  failures = 0;
  drop(batch);
  return send();
}

/** The page goes: what waits is given to the browser, which sends it when the page is gone. */
function sendLast(): void {
  const batch = kept().slice(0, MOST_SENT);
  if (batch.length > 0 && navigator.sendBeacon(`${target.host}/v1/batch`, bodyOf(batch))) drop(batch);
}

function bodyOf(batch: Event[]): string {
  return JSON.stringify({ batch, writeKey: target.key, sentAt: new Date().toISOString() });
}

/** Other pages of the shop may have added in the meantime. */
function drop(batch: Event[]): void {
  const sent = batch.map((event) => event.messageId);
  write(
    'localStorage',
    'queue',
    kept().filter((event) => !sent.includes(event.messageId)),
  );
}

import type { WebContent } from '@/domain/channels/web-content';
import { draw, type Shape } from './draw';
import { flush, type Target } from './events';
import { read, write } from './storage';
import { when } from './triggers';
import { isOptedOut, visitor } from './visitor';

type Decision = { token: string; isSeen: boolean; content: WebContent };
/** The server's answer for a place, and until when it holds. `isDone`: seen above the page, or closed. */
type Answer = { decision: Decision | null; until: number; isDone?: boolean };

export type Place = { on?: string | null; as?: string | null };

const PATIENCE_MS = 3_000;

let target: Target;
const onScreen = new Map<string, () => void>();
const asking = new Set<string>();

/** Fills the places that the page names: `<div data-touchstone="name" data-on="exit" data-as="modal">`. */
export function startPlaces(to: Target): void {
  target = to;
  for (const place of document.querySelectorAll('[data-touchstone]')) {
    const { touchstone, on, as } = (place as HTMLElement).dataset;
    if (touchstone) open(touchstone, { on: on ?? null, as: as ?? null }, place);
  }
}

/** Shows what there is for a place when its visitor has come to it. */
export function open(name: string, { on, as }: Place, place: Element | null = null): void {
  if (isOptedOut) return;
  const shape: Shape = as === 'modal' || as === 'banner' ? as : place ? 'inline' : 'modal';
  when(on ?? 'load', () => show(name, shape, place));
}

/** What the server said no longer holds: something has happened that it does not know of yet. */
export function forgetAnswers(): void {
  const answers = all();
  for (const [name, answer] of Object.entries(answers)) if (!answer.decision && !answer.isDone) delete answers[name];
  write('sessionStorage', 'answers', answers);
}

/** Takes away what is on screen. */
export function clear(): void {
  for (const remove of onScreen.values()) remove();
  onScreen.clear();
}

async function show(name: string, shape: Shape, place: Element | null): Promise<void> {
  if (onScreen.has(name) || asking.has(name)) return;
  const known = all()[name];
  const answer = known && known.until > Date.now() ? known : await ask(name);
  const { decision } = answer;
  if (!decision || answer.isDone || onScreen.has(name)) return;
  onScreen.set(
    name,
    draw(shape, place, decision.content, {
      onSeen() {
        if (!decision.isSeen) report(decision.token, 'shown');
        decision.isSeen = true;
        // What stands above the page comes once; what stands in it stays.
        keep(name, { ...answer, isDone: shape !== 'inline' });
      },
      onClose() {
        onScreen.delete(name);
        report(decision.token, 'dismissed');
        keep(name, { ...answer, isDone: true });
      },
    }),
  );
}

async function ask(slot: string): Promise<Answer> {
  asking.add(slot);
  try {
    await flush();
    const { id, user, hash } = visitor();
    const answer = await fetch(`${target.host}/v1/decide`, {
      method: 'POST',
      body: JSON.stringify({
        writeKey: target.key,
        slot,
        anonymousId: id,
        ...(user && hash && { userId: user, userHash: hash }),
        page: location.origin + location.pathname,
      }),
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) return { decision: null, until: 0 };
    const { decision, seconds } = await answer.json();
    const until = Date.now() + seconds * 1000;
    keep(slot, { decision, until });
    return { decision, until };
  } finally {
    asking.delete(slot);
  }
}

function report(token: string, event: 'shown' | 'dismissed'): void {
  const [url, body] = [`${target.host}/v1/decide/seen`, JSON.stringify({ token, event })];
  if (!navigator.sendBeacon?.(url, body))
    void fetch(url, { method: 'POST', body, keepalive: true }).catch(() => undefined);
}

function all(): Record<string, Answer> {
  return read('sessionStorage', 'answers') ?? {};
}

function keep(name: string, answer: Answer): void {
  write('sessionStorage', 'answers', { ...all(), [name]: answer });
}

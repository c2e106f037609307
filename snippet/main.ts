// What a shop's page loads: it tells what its visitor does, asks what to show and shows it. It never throws into the
// page, and without it the page is as it was. How to use it: docs/how-to/connect-your-website.md.
import { startEvents, tell } from './events';
import { clear, forgetAnswers, open, type Place, startPlaces } from './places';
import { guarded, safely } from './safe';
import { forget } from './storage';
import { isOptedOut, noteArrival, remember, visitor } from './visitor';

type Properties = Record<string, unknown>;
type Consent = { text?: string; source?: string };

const script = document.currentScript as HTMLScriptElement | null;
const MOST_WAITING = 100;

/** A page that asks first: nothing is kept or told before its visitor has said yes. */
const waitsForYes = script?.dataset.consent === 'required';

const calls = {
  page(name?: string, properties: Properties = {}) {
    tell('page', { ...(name && { name }), properties: { ...properties, url: location.href, path: location.pathname } });
  },
  track(event: string, properties: Properties = {}) {
    const { token } = visitor();
    const isOrder = /^order completed$/i.test(event);
    const evidence = isOrder && token && token.until > Date.now() ? { touchstone_token: token.id } : {};
    tell('track', { event, properties: { ...evidence, ...properties } });
    forgetAnswers();
  },
  identify(user: string | null, traits: Properties = {}, hash?: string) {
    if (user) remember({ ...visitor(), user, hash });
    tell('identify', { traits });
    forgetAnswers();
  },
  consent(status: 'granted' | 'withdrawn', { text, source }: Consent = {}) {
    remember({ ...visitor(), consent: status });
    tellConsent(status, 'marketing', { source: source ?? location.host, text_version: text });
    forgetAnswers();
    if (status === 'withdrawn') clear();
  },
  show(name: string, place: Place = {}) {
    open(name, place);
  },
  /** Somebody else sits down before this browser. */
  reset() {
    clear();
    forget();
  },
};
type Call = [keyof typeof calls, ...never[]];

function tellConsent(status: 'granted' | 'withdrawn', purpose: string, proof: Properties): void {
  const event = status === 'granted' ? 'Consent Granted' : 'Consent Withdrawn';
  const basis = status === 'granted' ? { lawful_basis: 'consent' } : {};
  tell('track', { event, properties: { channel: 'web', purpose, ...basis, ...proof } });
}

/** The browser's opt-out is told once, and its keeping is shown where the page has a place for the words. */
function honourOptOut(): void {
  for (const place of document.querySelectorAll('[data-touchstone-gpc]')) place.textContent = 'Opt-Out Request Honored';
  const who = visitor();
  if (who.gpc) return;
  remember({ ...who, gpc: true });
  tellConsent('withdrawn', 'gpc', { source: 'Global Privacy Control' });
}

function start(): void {
  const target = { host: new URL(script?.src ?? '').origin, key: script?.dataset.key ?? '' };
  const own = window as unknown as { touchstone?: Call[] | { push: (call: Call) => void } };
  const waiting: Call[] = Array.isArray(own.touchstone) ? own.touchstone : [];
  let isOpen = false;

  const run = guarded((call: Call) => {
    const [name, ...args] = call;
    if (Object.hasOwn(calls, name)) (calls[name] as (...all: unknown[]) => void)(...args);
  });
  const begin = () => {
    isOpen = true;
    noteArrival();
    startEvents(target);
    if (script?.dataset.page !== 'off') calls.page();
    for (const call of waiting.splice(0)) run(call);
    if (isOptedOut) honourOptOut();
    startPlaces(target);
  };
  own.touchstone = {
    push: guarded((call: Call) => {
      const isYes = call[0] === 'consent' && (call[1] as unknown) === 'granted';
      if (!isOpen && isYes) begin();
      if (isOpen) run(call);
      else if (waiting.length < MOST_WAITING) waiting.push(call);
    }),
  };
  const saidYes = waiting.some(([name, status]) => name === 'consent' && (status as unknown) === 'granted');
  if (waitsForYes && !saidYes && !hasSaidYes()) return;
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', guarded(begin));
  else begin();
}

/** Asked without making an id: before a yes nothing is kept. */
function hasSaidYes(): boolean {
  return safely(() => JSON.parse(localStorage.getItem('touchstone.who') ?? '').consent) === 'granted';
}

safely(start);

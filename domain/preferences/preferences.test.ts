import { describe, expect, it } from 'vitest';
import { ago, granted, NOON, POLICY } from '@/tests/factories/snapshot';
import type { ChannelId } from '../channels/channel';
import { PAUSE_DAYS, type Said } from '../guardrails/consent-record';
import { type Choice, preferencesOf, wordsFor } from './preferences';
import type { Wish } from './wishes';

const DAY = 86_400_000;
const REACHABLE = ['email', 'sms', 'web'] as const;
const read = (said: Partial<Said>) =>
  preferencesOf(
    { consent: [], suppressed: [], customer: { country: 'GB' }, ...said },
    { reachable: REACHABLE, policy: POLICY, now: NOON },
  );
const choice = (channels: ChannelId[], wishes: Wish[] = []): Choice => ({
  channels: new Set(channels),
  wishes: new Set(wishes),
});
const on = (said: Partial<Said>) =>
  read(said)
    .channels.filter(({ isOn }) => isOn)
    .map(({ channel }) => channel);

const no = { status: 'withdrawn' as const };
const later = { occurredAt: ago(DAY) };
/** Default policy: an SMS opt-in counts once it was confirmed. */
const confirmed = granted('sms', { purpose: 'confirmation' });
const stopped = granted('sms', { purpose: 'everything', ...no, ...later });

describe('what a customer wants', () => {
  it.each<[string, Partial<Said>, ChannelId[]]>([
    ['nothing was said', {}, []],
    ['yes to two', { consent: [granted('email'), granted('sms'), confirmed] }, ['email', 'sms']],
    ['yes to two, one of them not confirmed', { consent: [granted('email'), granted('sms')] }, ['email']],
    ['yes, then no', { consent: [granted('email'), granted('email', { ...no, ...later })] }, []],
    ['an implied yes', { consent: [granted('email', { lawfulBasis: 'implied_purchase' })] }, []],
    ['a closed address', { consent: [granted('email')], suppressed: [{ channel: 'email', reason: 'complaint' }] }, []],
    ['everything stopped', { consent: [granted('email'), stopped] }, []],
    ['one opened since', { consent: [stopped, granted('email', { occurredAt: ago(DAY / 2) })] }, ['email']],
    [
      'a wish takes no consent away',
      { consent: [granted('sms'), confirmed, granted('email', { purpose: 'email_only' })] },
      ['sms'],
    ],
  ])('%s', (_name, said, channels) => expect(on(said)).toEqual(channels));

  it('says which address the customer cannot open, and only that', () => {
    const closed = (reason: string) => read({ suppressed: [{ channel: 'email', reason }] }).channels[0]?.isClosed;
    expect([closed('unsubscribed'), closed('hard_bounce'), closed('complaint')]).toEqual([false, true, true]);
  });

  it.each([
    ['running', PAUSE_DAYS * DAY - 1, new Date(NOON.getTime() + 1).toISOString()],
    ['over', PAUSE_DAYS * DAY, null],
  ])('a pause that is %s', (_name, agoMs, until) => {
    const pause = granted('email', { purpose: 'pause', occurredAt: ago(agoMs) });
    expect(read({ consent: [pause] }).pausedUntil).toBe(until);
  });
});

describe('what a change writes', () => {
  const both = read({ consent: [granted('email'), granted('sms'), confirmed] });
  const waiting = read({ consent: [granted('email'), granted('sms')] });
  const save = (shown: Choice, chosen: Choice, now = both) =>
    wordsFor({ kind: 'save', shown, chosen }, now).map(
      ({ channel, purpose, status }) => `${channel} ${purpose} ${status}`,
    );

  it.each<[string, Choice, Choice, string[]]>([
    ['nothing changed', choice(['email', 'sms']), choice(['email', 'sms']), []],
    ['SMS off', choice(['email', 'sms']), choice(['email']), ['sms marketing withdrawn']],
    ['web on', choice(['email', 'sms']), choice(['email', 'sms', 'web']), ['web marketing granted']],
    [
      'e-mail only and weekly',
      choice(['email', 'sms']),
      choice(['email', 'sms'], ['email_only', 'weekly_digest']),
      ['email email_only granted', 'email weekly_digest granted'],
    ],
    ['a channel nobody can be reached on', choice(['email', 'sms']), choice(['email', 'sms', 'push']), []],
  ])('%s', (_name, shown, chosen, words) => expect(save(shown, chosen)).toEqual(words));

  it('opens nothing again that was left elsewhere while the page was open', () => {
    const left = read({ consent: [granted('email'), granted('sms'), granted('sms', { ...no, ...later })] });
    const asShown = choice(['email', 'sms']);
    expect(save(asShown, asShown, left)).toEqual([]);
    expect(save(asShown, choice(['sms']), left)).toEqual(['email marketing withdrawn']);
  });

  it('shows what waits for a confirmation as chosen: saving it as it stands says nothing, a stop says no', () => {
    expect(waiting.channels[1]).toMatchObject({ channel: 'sms', isOn: false, isWaiting: true });
    const asShown = choice(['email', 'sms']);
    expect(save(asShown, asShown, waiting)).toEqual([]);
    expect(save(asShown, choice(['email']), waiting)).toEqual(['sms marketing withdrawn']);
    expect(wordsFor({ kind: 'stop' }, waiting).map(({ channel }) => channel)).toContain('sms');
  });

  it('cannot open an address that a complaint closed', () => {
    const closed = read({ suppressed: [{ channel: 'email', reason: 'complaint' }] });
    expect(save(choice([]), choice(['email']), closed)).toEqual([]);
  });

  it('takes a wish back', () => {
    const weekly = read({ consent: [granted('email'), granted('email', { purpose: 'weekly_digest' })] });
    expect(save(choice(['email'], ['weekly_digest']), choice(['email']), weekly)).toEqual([
      'email weekly_digest withdrawn',
    ]);
  });

  it('stops everything: each open channel, and what may come to be known later', () => {
    const words = wordsFor({ kind: 'stop' }, both);
    expect(words.map(({ channel, purpose }) => `${channel} ${purpose}`)).toEqual([
      'email marketing',
      'sms marketing',
      'email everything',
    ]);
    expect(words.every(({ status }) => status === 'withdrawn')).toBe(true);
    expect(wordsFor({ kind: 'stop' }, read({ consent: [granted('email'), stopped] }))).toEqual([]);
  });

  it('pauses once, and ends only a pause that is running', () => {
    const paused = read({ consent: [granted('email', { purpose: 'pause', ...later })] });
    expect(wordsFor({ kind: 'pause' }, both)).toHaveLength(1);
    expect(wordsFor({ kind: 'pause' }, paused)).toEqual([]);
    expect(wordsFor({ kind: 'resume' }, paused)).toHaveLength(1);
    expect(wordsFor({ kind: 'resume' }, both)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { type StatusFacts, statusSentence } from './status-sentence';

const now = new Date('2026-03-01T10:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const when = (instant: Date) => instant.toISOString().slice(11, 16);
const facts: StatusFacts = {
  outcome: 'executed',
  outsideCohort: false,
  sendAt: null,
  reviewBy: null,
  review: null,
  verdicts: [],
  messages: [],
  credits: [],
  currency: 'USD',
};
const message = {
  status: 'delivered',
  acceptedAt: at(-2),
  openedAt: null,
  clickedAt: null,
  unsubscribedAt: null,
  bouncedAt: null,
  complainedAt: null,
};
const dana = { at: at(-1), by: 'Dana', reason: null };
const say = (given: Partial<StatusFacts>) => statusSentence({ ...facts, ...given }, now, when);

describe('the status of a decision, in a sentence', () => {
  it.each<[string, Partial<StatusFacts>]>([
    [
      'Waits for a person until 14:00. Nothing is sent before somebody approves.',
      { outcome: 'in_review', reviewBy: at(4) },
    ],
    ['Nobody has judged it, and its moment has passed. Nothing is sent.', { outcome: 'in_review', reviewBy: at(-1) }],
    ['Allowed by itself. It leaves on 12:00.', { outcome: 'scheduled', sendAt: at(2) }],
    ['Allowed by itself. It is due, and leaves next.', { outcome: 'scheduled', sendAt: at(-2) }],
    ['Approved by Dana on 09:00. It leaves on 12:00.', { outcome: 'approved', review: dana, sendAt: at(2) }],
    ['Edited and approved by Dana on 09:00. It leaves on 12:00.', { outcome: 'edited', review: dana, sendAt: at(2) }],
    [
      'Rejected by Dana on 09:00: wording or tone is off. Nothing was sent.',
      { outcome: 'rejected', review: { ...dana, reason: 'wrong_words' } },
    ],
    [
      'Blocked by Spam control and Consent. Nothing was sent.',
      {
        outcome: 'blocked',
        verdicts: [
          { guardrail: 'spam', verdict: 'block' },
          { guardrail: 'tone', verdict: 'review' },
          { guardrail: 'consent', verdict: 'block' },
        ],
      },
    ],
    ['Blocked at the last check before sending. Nothing was sent.', { outcome: 'blocked' }],
    [
      'Approved by Dana on 09:00, then blocked: the world had changed. Nothing was sent.',
      { outcome: 'blocked', review: dana },
    ],
    [
      'Nobody judged it by 09:00. It was held, not rejected; nothing was sent.',
      { outcome: 'expired', reviewBy: at(-1) },
    ],
    ['Cancelled before it left. Nothing was sent.', { outcome: 'cancelled' }],
    ['Sent on 08:00. No order is credited to it so far.', { messages: [message] }],
    [
      'Sent on 08:00, and was opened and clicked. 1 order worth $42.00 is credited to it.',
      { messages: [{ ...message, openedAt: at(-1), clickedAt: at(-1) }], credits: [{ creditCents: 4_200 }] },
    ],
    [
      'Sent on 08:00, and came back: the address could not be reached.',
      { messages: [{ ...message, bouncedAt: at(-1) }] },
    ],
  ])('%s', (sentence, given) => {
    expect(say(given)).toBe(sentence);
  });

  it('does not promise what nobody knows: an answer that never came is no message about to leave', () => {
    const unknown = { ...message, status: 'unknown', acceptedAt: null };
    expect(say({ outcome: 'scheduled', sendAt: at(-2), messages: [unknown] })).toContain('not known');
  });

  it.each(OUTCOMES)('says something whole of %s, however little is stored', (outcome) => {
    const sentence = say({ outcome });
    expect(sentence).toMatch(/\.$/);
    expect(sentence).not.toMatch(/null|undefined/);
  });
});

import { describe, expect, it } from 'vitest';
import { statusTimeline, type TimelineFacts } from './status-timeline';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));
const facts: TimelineFacts = {
  outcome: 'executed',
  decidedAt: at(0),
  sendAt: at(5),
  reviewBy: null,
  review: null,
  messages: [],
  credits: [],
};
const message = {
  status: 'delivered',
  sendAt: at(5),
  acceptedAt: at(6),
  deliveredAt: at(7),
  openedAt: null,
  clickedAt: null,
  bouncedAt: null,
  failureReason: null,
};
const states = (given: Partial<TimelineFacts>) =>
  statusTimeline({ ...facts, ...given }).map(({ key, state }) => `${key} ${state}`);

describe('statusTimeline', () => {
  it('goes from the agent to the order', () => {
    expect(states({ messages: [message] })).toEqual([
      'decided done',
      'scheduled done',
      'sent done',
      'delivered done',
      'opened now',
      'clicked ahead',
      'ordered ahead',
    ]);
  });
  it('shows an order without an open that could be seen', () => {
    expect(states({ messages: [message], credits: [{ orderedAt: at(30), creditCents: 100 }] }).at(-1)).toBe(
      'ordered done',
    );
  });
  it('ends where a message bounced, and promises nothing beyond', () => {
    const bounced = {
      ...message,
      status: 'bounced',
      deliveredAt: null,
      bouncedAt: at(8),
      failureReason: 'No such user',
    };
    for (const outcome of ['executed', 'failed'] as const)
      expect(states({ outcome, messages: [bounced] })).toEqual([
        ...['decided done', 'scheduled done', 'sent done', 'bounced stopped'],
      ]);
    const late = { ...bounced, openedAt: at(9), clickedAt: at(9) };
    expect(states({ messages: [late] }).at(-1)).toBe('bounced stopped');
    expect(states({ messages: [late] })).toHaveLength(4);
  });
  it('stands at the review while it waits', () => {
    expect(states({ outcome: 'in_review' }).slice(0, 2)).toEqual(['decided done', 'reviewed now']);
  });
  it.each(['blocked', 'held_out', 'skipped', 'expired'] as const)('ends where it was %s', (outcome) => {
    expect(states({ outcome })).toEqual(['decided done', 'ended stopped']);
  });
  it('ends with the rejection, and says by whom', () => {
    const steps = statusTimeline({ ...facts, outcome: 'rejected', review: { at: at(3), by: 'Dana', reason: null } });
    expect(steps.map(({ label, note }) => [label, note])).toEqual([
      ['Decided', null],
      ['Rejected', 'by Dana'],
    ]);
  });
});

import { expect, it } from 'vitest';
import { lifeOf } from './life';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));
const message = {
  id: 'm',
  channel: 'email' as const,
  status: 'delivered',
  subject: null,
  sendAt: at(5),
  acceptedAt: at(5),
  deliveredAt: at(5),
  openedAt: null,
  clickedAt: at(9),
  unsubscribedAt: null,
  bouncedAt: null,
  complainedAt: null,
  failureReason: null,
  provider: 'sandbox',
};
const facts = {
  decidedAt: at(0),
  outcome: 'executed' as const,
  editedFrom: null,
  review: null,
  messages: [],
  offer: null,
  credits: [],
};

it('tells a life in order of time, what came at one instant in the order in which it must have', () => {
  const credit = {
    orderId: 'o',
    orderKey: 'A-1',
    model: 'last_touch',
    evidence: 'code',
    creditCents: 500,
    orderedAt: at(20),
  };
  const review = { at: at(3), byId: 'u', by: 'Dana', reason: null, note: null };
  const steps = lifeOf({ ...facts, review, messages: [message], credits: [credit] });
  expect(steps.map(({ what }) => what)).toEqual(['decided', 'reviewed', 'sent', 'delivered', 'clicked', 'ordered']);
  expect(steps.at(-1)).toMatchObject({ orderKey: 'A-1', creditCents: 500, evidence: 'code' });
});

it('is short where nothing came of it', () => {
  expect(lifeOf(facts).map(({ what }) => what)).toEqual(['decided']);
});

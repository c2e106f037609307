import { expect, it } from 'vitest';
import type { ReplayedChange, ReplayRunDetail } from '@/server/services/replay';
import { resultLines } from './report';

const RUN_ID = '01998a7e-0000-7000-8000-000000000001';
const DECISION_ID = '01998a7e-0000-7000-8000-000000000002';
const ANSWER = {
  outcome: 'in_review',
  agentId: 'cart_winback',
  action: 'cart_reminder',
  channel: 'email',
  percentOff: null,
  discountCents: 0,
  probability: 0.2,
  expectedValueCents: 2_400,
  sendAt: null,
} as const;
const CHANGE: ReplayedChange = {
  decisionId: DECISION_ID,
  decidedAt: new Date('2026-11-21T13:05:09Z'),
  summary: 'Send an e-mail about a cart of $120.00. Waits for a person.',
  kinds: ['outcome'],
  rules: ['financial.discount'],
  gap: null,
  detail: null,
  before: ANSWER,
  after: { ...ANSWER, outcome: 'blocked' },
};
const NOTHING = { before: null, after: null, difference: null };
const RUN = {
  id: RUN_ID,
  name: 'Stricter',
  done: 10,
  currency: 'USD',
  blindSpots: [],
  totals: { value: NOTHING, valueByItself: NOTHING, discount: NOTHING, discountAtMost: NOTHING },
  tally: {
    ...{ same: 9, changed: 1, untouched: 0, gaps: {}, kinds: {}, outcomes: {} },
    ...{ rules: { 'financial.discount': 1 }, transitions: { 'in_review>blocked': 1 } },
  },
} as unknown as ReplayRunDetail;

it('names a changed decision as its page does, and says where that page is', () => {
  const text = resultLines(RUN, [CHANGE], { slug: 'demo', timezone: 'Europe/Berlin' }).join('\n');
  expect(text).toContain('2026-11-21 14:05:09 Europe/Berlin (CET), Cart & win-back');
  expect(text).toContain('Send an e-mail about a cart of $120.00.');
  expect(text).toContain('In review -> Blocked');
  expect(text).not.toContain('financial.discount');
  expect(text).toContain(`/demo/policies/replays/${RUN_ID}/${DECISION_ID}`);
});

it('leads from a decision that could not be made again to its receipt', () => {
  const lost: ReplayedChange = { ...CHANGE, gap: 'snapshot', before: null, after: null, kinds: [], rules: [] };
  const text = resultLines(RUN, [lost], { slug: 'demo', timezone: 'Europe/Berlin' }).join('\n');
  expect(text).toContain(`/demo/decisions/${DECISION_ID}`);
});

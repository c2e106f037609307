import { describe, expect, it } from 'vitest';
import { cartSnapshot, dormantSnapshot, POLICY } from '@/tests/factories/snapshot';
import { GUARDRAILS } from '../guardrails/guardrail-ids';
import { occasionOf, specimenText } from './specimen';

const { workspace, sending } = cartSnapshot();
const facts = { workspace, sending };

describe('a specimen', () => {
  it.each(['cart', 'winback', 'lifecycle'] as const)(
    'of %s is a whole decision with a message, as the shop says it',
    (occasion) => {
      const whole = JSON.parse(specimenText(occasion, facts, POLICY).split('\n').at(-1) ?? '');
      expect(whole.verdicts).toHaveLength(GUARDRAILS.length);
      expect(whole.chosen.content.signature).toBe(workspace.brand.signature);
      expect(whole.snapshot.workspace.brand).toEqual(workspace.brand);
    },
  );

  it('is the same whatever stands in line, and without what tells who is held out', () => {
    const busy = {
      workspace: { ...workspace, holdoutSalt: 'another' },
      sending: { ...sending, backlog: [{ channel: 'email' as const, count: 9 }] },
    };
    expect(specimenText('cart', busy, POLICY)).toBe(specimenText('cart', facts, POLICY));
  });

  it('is chosen by what the decision is about', () => {
    expect([cartSnapshot(), dormantSnapshot()].map(({ trigger }) => occasionOf(trigger))).toEqual(['cart', 'winback']);
  });
});

import { describe, expect, it } from 'vitest';
import { proposed } from '@/tests/factories/rule-case';
import {
  cartOfferPolicy,
  cartSnapshot,
  customerFacts,
  dormantSnapshot,
  NOON,
  POLICY,
} from '@/tests/factories/snapshot';
import { decide } from '../decisions/decide';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Guardrail } from './guardrail';
import { ALL_GUARDRAILS, runGuardrails } from './registry';
import { GUARDRAILS, Verdict } from './verdict';

describe('a guardrail that throws', () => {
  it.each(GUARDRAILS)('%s: blocks the message, and nothing is sent', (id) => {
    const broken: Guardrail[] = ALL_GUARDRAILS.map((guardrail) =>
      guardrail.id === id
        ? {
            ...guardrail,
            check() {
              throw new Error('out of order');
            },
          }
        : guardrail,
    );
    const snapshot = cartSnapshot();
    const verdicts = runGuardrails(proposed(snapshot), snapshot, POLICY, NOON, broken);
    expect(verdicts).toHaveLength(GUARDRAILS.length);
    expect(verdicts.find((verdict) => verdict.guardrail === id)).toMatchObject({
      verdict: 'block',
      findings: [{ rule: `${id}.broken`, verdict: 'block', measured: 'out of order' }],
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['another’s verdict', { guardrail: 'other', verdict: 'pass', findings: [{ verdict: 'pass', reason: 'x' }] }],
    ['no findings', { guardrail: 'spam', verdict: 'pass', findings: [] }],
    ['findings that are none', { guardrail: 'spam', verdict: 'pass', findings: 'fine' }],
    ['a severity there is not', { guardrail: 'spam', verdict: 'fine', findings: [{ verdict: 'fine', reason: 'x' }] }],
    ['less than its findings', { guardrail: 'spam', verdict: 'pass', findings: [{ verdict: 'block', reason: 'x' }] }],
  ])('or answers nonsense (%s) blocks', (_name, nonsense) => {
    const snapshot = cartSnapshot();
    const broken = ALL_GUARDRAILS.map((guardrail) =>
      guardrail.id === 'spam' ? { ...guardrail, check: () => nonsense as Verdict } : guardrail,
    );
    const [first] = runGuardrails(proposed(snapshot), snapshot, POLICY, NOON, broken);
    expect(first).toMatchObject({ guardrail: 'spam', verdict: 'block', findings: [{ rule: 'spam.broken' }] });
    expect(Verdict.parse(first)).toEqual(first);
  });

  it('in the pipeline ends in “blocked”, whatever the level', () => {
    // A policy that was tampered with: no word list, so the check breaks.
    const policy = { ...POLICY, words: { ...POLICY.words, spamPhrases: null as unknown as string[] } };
    const snapshot = cartSnapshot({
      offerPolicies: [cartOfferPolicy()],
      autonomy: [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }],
    });
    const decided = decide({ snapshot, policy, models: ORDER_PRIORS, now: NOON });
    expect(decided.outcome).toBe('blocked');
    expect(decided.outcomeReason).toContain('could not be made');
  });
});

describe('every finding of the library’s messages', () => {
  it('passes for an ordinary customer, whatever the message', () => {
    const snapshots = [
      cartSnapshot({ offerPolicies: [cartOfferPolicy()] }),
      cartSnapshot({ customer: customerFacts({ firstName: null }) }),
      cartSnapshot({ customer: customerFacts({ firstName: 'Maximiliana-Konstantina Theodora' }) }),
      cartSnapshot({ customer: customerFacts({ lifetimeValueCents: 300_000 }) }),
      ...(['discount', 'new_products', 'scarcity'] as const).flatMap((arm) =>
        [1, 2, 3, 4].map((wave) => {
          const base = dormantSnapshot();
          return { ...base, winback: base.winback && { ...base.winback, arm, wave } };
        }),
      ),
      dormantSnapshot({ customer: { ...dormantSnapshot().customer, lifetimeValueCents: 200_000 } }),
    ];
    for (const snapshot of snapshots) {
      const candidate = proposed(snapshot);
      const blocked = runGuardrails(candidate, snapshot, POLICY, NOON)
        .flatMap((verdict) => verdict.findings)
        .filter((found) => found.verdict === 'block');
      expect(blocked.map((found) => `${candidate.content.templateId}: ${found.rule}: ${found.reason}`)).toEqual([]);
    }
  });
});

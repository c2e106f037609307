import { expect } from 'vitest';
import { cartWinback } from '@/domain/agents/cart-winback/cart-winback';
import type { Candidate } from '@/domain/decisions/candidate';
import type { ProductFact, Snapshot } from '@/domain/decisions/snapshot';
import { ALL_GUARDRAILS } from '@/domain/guardrails/registry';
import { Finding, type Flip, type GuardrailId, type Severity } from '@/domain/guardrails/verdict';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { POLICY_DESCRIPTION } from '@/domain/policies/describe';
import { flipInWords } from '@/domain/policies/flip-words';
import { Policy } from '@/domain/policies/policy';
import type { MessageContent } from '@/domain/templates/content';
import { ago, cartSnapshot, NOON, POLICY } from './snapshot';

/** What is different from an ordinary cart e-mail (or from `base`) in a case of one rule. */
export type RuleCase = {
  snapshot?: Partial<Snapshot>;
  customer?: Partial<Snapshot['customer']>;
  candidate?: Partial<Candidate>;
  content?: Partial<MessageContent>;
  base?: Snapshot;
  /** Sections of the policy that differ from the product's own. */
  policy?: { [Section in keyof Policy]?: Partial<Policy[Section]> };
};

/** One row of a table: its name, the rule, what it must say of the case, and what else must be in the finding. */
export type RuleRow = [
  name: string,
  guardrail: GuardrailId,
  rule: string,
  verdict: Severity,
  facts: RuleCase,
  more?: object,
];

/** What the cart and win-back agent proposes first for a snapshot. */
export function proposed(snapshot: Snapshot): Candidate {
  const [candidate] = cartWinback.propose(snapshot, POLICY, ORDER_PRIORS, NOON).candidates;
  if (!candidate) throw new Error('The agent proposed nothing.');
  return candidate;
}

type Judged = { candidate: Candidate; snapshot: Snapshot; policy: Policy };

/** Candidate, snapshot and policy of a case. */
export function judgedCase({
  snapshot,
  customer,
  candidate,
  content,
  base = cartSnapshot(),
  policy,
}: RuleCase): Judged {
  const made = proposed(base);
  const sections = Object.entries(policy ?? {}).map(([name, figures]) => [
    name,
    { ...(POLICY[name as keyof Policy] as object), ...(figures as object) },
  ]);
  return {
    snapshot: { ...base, ...snapshot, customer: { ...base.customer, ...snapshot?.customer, ...customer } },
    candidate: { ...made, ...candidate, content: { ...made.content, ...content } },
    policy: Policy.parse({ ...POLICY, ...Object.fromEntries(sections) }),
  };
}

/** The finding of one rule, undefined where the rule says nothing. */
export function findingOf(
  guardrail: GuardrailId,
  rule: string,
  { candidate, snapshot, policy }: Judged,
): Finding | undefined {
  const verdict = ALL_GUARDRAILS.find((known) => known.id === guardrail)?.check(candidate, snapshot, policy, NOON);
  return verdict?.findings.find((found) => found.rule === rule);
}

/** The policy with the one threshold changed that a finding names; throws where that is no policy any more. */
export function flipped(policy: Policy, { path, value }: Flip): Policy {
  const changed = structuredClone(policy) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = changed;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  if (!(last in place)) throw new Error(`The policy has no ${path}.`);
  place[last] = value;
  return Policy.parse(changed);
}

/**
 * What every finding owes its reader: a shape that can be stored, and where it does not pass, what was looked at, what
 * was measured and what would change it. What it says would change it, does: the threshold, which the policy's forms
 * have words for, and the time.
 */
export function expectAnswerable(guardrail: GuardrailId, found: Finding, judged: Judged): void {
  expect(Finding.parse(found)).toEqual(found);
  expect(found.reason).not.toBe('');
  if (found.verdict === 'pass') return;
  expect(found.wouldPassIf ?? found.passesAt, 'what would make it pass').toBeTruthy();
  expect(found.evidence, 'evidence').not.toEqual([]);
  expect(found.measured, 'measured').not.toBeNull();
  expect(found.limit, 'limit').not.toBeNull();
  const passes = (changed: Partial<Judged>) =>
    findingOf(guardrail, found.rule, { ...judged, ...changed })?.verdict ?? 'pass';
  if (found.flip) {
    expect(flipInWords(POLICY_DESCRIPTION, found.flip, 'USD'), `${found.flip.path} in words`).not.toBeNull();
    expect(passes({ policy: flipped(judged.policy, found.flip) }), `with ${found.flip.path} flipped`).toBe('pass');
  }
  if (found.passesAt) {
    expect(passes({ candidate: { ...judged.candidate, sendAt: found.passesAt } }), `at ${found.passesAt}`).toBe('pass');
  }
}

/** A cart e-mail that shows its products, each told of by the shop in these words. */
export function showing(told: Partial<ProductFact>, more: RuleCase = {}): RuleCase {
  const { products } = cartSnapshot();
  const shown = products.map((product) => ({ ...product, ...told }));
  return { ...more, snapshot: { catalogue: 'shop', ...more.snapshot, products: shown } };
}

/** Runs a row of a table, with everything every finding owes its reader. */
export function expectRow(guardrail: GuardrailId, rule: string, verdict: Severity, facts: RuleCase, more = {}): void {
  const judged = judgedCase(facts);
  const found = findingOf(guardrail, rule, judged);
  expect({ flip: undefined, ...found }).toMatchObject({ rule, verdict, ...more });
  if (found) expectAnswerable(guardrail, found, judged);
}

const HOUR = 3_600_000;

/** E-mails so many hours ago, as touches. */
export const emails = (...hoursAgo: number[]): Snapshot['touches'] => touchesBy('email', ...hoursAgo);

/** Touches of a channel so many hours ago. */
export function touchesBy(channel: Candidate['channel'], ...hoursAgo: number[]): Snapshot['touches'] {
  return hoursAgo.map((hours) => ({ at: ago(hours * HOUR), channel, agentId: 'x', action: 'y', wave: null }));
}

/** An ordinary SMS. */
export const SMS_TEXT = {
  subject: '',
  paragraphs: ['Hi {{ customer.first_name | default: "there" }}, your cart is here for you.', 'Reply STOP to opt out.'],
  claims: [],
};

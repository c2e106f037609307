import { describe, expect, it } from 'vitest';
import { expectRow, type RuleCase, type RuleRow } from '@/tests/factories/rule-case';
import { BRAND, cartSnapshot } from '@/tests/factories/snapshot';

const base = cartSnapshot();
const written = (level: number | null, policy: RuleCase['policy'] = {}): RuleCase => ({
  content: { writtenBy: 'model' },
  snapshot: {
    autonomy: [
      { agentId: 'cart_winback', action: 'cart_recovery', level: 3 },
      ...(level === null ? [] : [{ agentId: 'cart_winback', action: 'cart_recovery:model', level }]),
    ],
  },
  policy,
});
const look = (changes: object): RuleCase => ({
  snapshot: { workspace: { ...base.workspace, brand: { ...BRAND, ...changes } } },
});
const expiry = { kind: 'expiry', phrase: 'good until', expiresAt: '2026-11-23T11:00:00.000Z' } as const;

describe('tone and brand', () => {
  it.each<RuleRow>([
    ['the template library', 'tone', 'tone.written_by', 'pass', {}],
    [
      'a model, whatever the action itself has earned',
      'tone',
      'tone.written_by',
      'review',
      written(null),
      { measured: 'model, level 0' },
    ],
    ['a model that has earned it', 'tone', 'tone.written_by', 'pass', written(2)],
    [
      'a model, in a workspace that wants more',
      'tone',
      'tone.written_by',
      'review',
      written(2, { copy: { unreviewedFromLevel: 4 } }),
      { limit: 'level 4', flip: { path: 'copy.unreviewedFromLevel', value: 2 } },
    ],
    [
      'three typefaces',
      'tone',
      'tone.typefaces',
      'pass',
      {
        snapshot: { sending: { ...base.sending, email: { ...base.sending.email, typefaces: ['a', 'b', 'c'] } } },
      },
    ],
    [
      'four typefaces',
      'tone',
      'tone.typefaces',
      'block',
      { snapshot: { sending: { ...base.sending, email: { ...base.sending.email, typefaces: ['a', 'b', 'c', 'd'] } } } },
      { measured: 4, limit: 3, flip: { path: 'look.fonts', value: 4 } },
    ],
    [
      'three and two colours',
      'tone',
      'tone.palette',
      'pass',
      look({ colors: { main: ['a', 'b', 'c'], accent: ['d', 'e'] } }),
    ],
    ['three accents', 'tone', 'tone.palette', 'block', look({ colors: { main: ['a'], accent: ['b', 'c', 'd'] } })],
    [
      'a logo of 200 x 100',
      'tone',
      'tone.logo',
      'pass',
      look({ logoUrl: 'https://x.example/l.png', logoSize: { width: 200, height: 100 } }),
    ],
    [
      'a logo of 200 x 99',
      'tone',
      'tone.logo',
      'block',
      look({ logoUrl: 'https://x.example/l.png', logoSize: { width: 200, height: 99 } }),
    ],
    [
      'the workspace’s own forbidden words',
      'tone',
      'tone.forbidden_words',
      'block',
      {
        content: { headline: 'A bargain for you' },
        policy: { words: { forbidden: ['bargain'] } },
      },
    ],
    [
      'a date does not make a shortage true',
      'tone',
      'tone.unfounded_urgency',
      'block',
      {
        content: { headline: 'Only a few left, good until Monday', claims: [expiry] },
      },
      { evidence: ['only a few left'] },
    ],
    [
      'a shortage of another product’s words',
      'tone',
      'tone.unfounded_urgency',
      'block',
      {
        content: {
          headline: 'only 9 left in stock, almost gone',
          claims: [{ kind: 'stock', phrase: 'only 9 left in stock', sku: 'RUG', stock: 9 }],
        },
      },
      { evidence: expect.arrayContaining(['almost gone']) },
    ],
    [
      'a claim about a product nobody knows',
      'tone',
      'tone.claim_stock',
      'block',
      {
        content: { headline: 'only 9 left', claims: [{ kind: 'stock', phrase: 'only 9 left', sku: 'NONE', stock: 9 }] },
      },
    ],
    [
      'an expiry that has passed',
      'tone',
      'tone.claim_expiry',
      'block',
      {
        content: { claims: [{ ...expiry, expiresAt: '2026-11-21T10:00:00.000Z' }] },
      },
    ],
    [
      'an empty subject',
      'tone',
      'tone.subject_length',
      'block',
      { content: { subject: '' } },
      { wouldPassIf: 'with a subject' },
    ],
    [
      'a subject one character too long',
      'tone',
      'tone.subject_length',
      'block',
      { content: { subject: 'x'.repeat(60) } },
      {
        wouldPassIf: 'with 1 character less',
        flip: { path: 'words.subjectLength', value: 61 },
      },
    ],
    [
      'a brand score just below the floor',
      'tone',
      'tone.brand_score',
      'block',
      {
        content: { callToAction: 'Go' },
        policy: { words: { brandScore: 0.95 } },
      },
      { measured: 0.9, flip: { path: 'words.brandScore', value: 0.9 } },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));
});

import { describe, it } from 'vitest';
import { expectRow, type RuleRow } from '@/tests/factories/rule-case';
import { BRAND, cartSnapshot } from '@/tests/factories/snapshot';

describe('the rules of tone and brand', () => {
  it.each<RuleRow>([
    [
      'nothing personal',
      'tone',
      'tone.personal',
      'block',
      {
        candidate: { products: [] },
        content: { subject: 'Hello', preheader: '', headline: 'Hello', paragraphs: ['Hello you.'] },
      },
    ],
    ['no call to action', 'tone', 'tone.call_to_action', 'block', { content: { callToAction: ' ' } }],
    [
      'a call that leads nowhere',
      'tone',
      'tone.call_to_action',
      'block',
      { content: { landingUrl: 'javascript:alert(1)' } },
    ],
    ['another signature', 'tone', 'tone.signature', 'block', { content: { signature: 'Your friend' } }],
    [
      'a forbidden word',
      'tone',
      'tone.forbidden_words',
      'block',
      { content: { headline: 'So cheap' } },
      { evidence: ['cheap'] },
    ],
    [
      '“unlimited” is not “limited”',
      'tone',
      'tone.forbidden_words',
      'pass',
      { content: { headline: 'Unlimited choice for you' } },
    ],
    [
      'the company’s own name may hold it',
      'tone',
      'tone.forbidden_words',
      'pass',
      {
        content: { headline: 'From Fern Limited' },
        snapshot: { workspace: { ...cartSnapshot().workspace, brand: { ...BRAND, companyName: 'Fern Limited' } } },
      },
    ],
    [
      'a subject of 59 characters',
      'tone',
      'tone.subject_length',
      'pass',
      { content: { subject: 'x'.repeat(59) } },
      { measured: 59 },
    ],
    [
      'a subject of 60 characters',
      'tone',
      'tone.subject_length',
      'block',
      { content: { subject: 'x'.repeat(60) } },
      { measured: 60 },
    ],
    [
      'a name makes the subject too long',
      'tone',
      'tone.subject_length',
      'block',
      {
        content: { subject: `{{ customer.first_name | default: "there" }} ${'x'.repeat(30)}` },
        customer: { firstName: 'y'.repeat(40) },
      },
    ],
    [
      'four main colours',
      'tone',
      'tone.palette',
      'block',
      {
        snapshot: {
          workspace: {
            ...cartSnapshot().workspace,
            brand: { ...BRAND, colors: { main: ['a', 'b', 'c', 'd'], accent: [] } },
          },
        },
      },
    ],
    [
      'a small logo',
      'tone',
      'tone.logo',
      'block',
      {
        snapshot: {
          workspace: {
            ...cartSnapshot().workspace,
            brand: { ...BRAND, logoUrl: 'https://x.example/l.png', logoSize: { width: 199, height: 100 } },
          },
        },
      },
    ],
    ['a good brand score', 'tone', 'tone.brand_score', 'pass', {}, { measured: 1 }],
    [
      'a poor brand score',
      'tone',
      'tone.brand_score',
      'block',
      { content: { signature: 'Your friend' } },
      { measured: 0.75 },
    ],
    ['a good tone score', 'tone', 'tone.tone_score', 'pass', {}],
    [
      'a pushing tone',
      'tone',
      'tone.tone_score',
      'block',
      { content: { headline: 'You must hurry!', paragraphs: ['Do not miss this! Crazy!'] } },
    ],
    ['a true expiry', 'tone', 'tone.claim_expiry', 'pass', {}],
    [
      'an expiry the code does not have',
      'tone',
      'tone.claim_expiry',
      'block',
      { content: { claims: [{ kind: 'expiry', phrase: 'good until', expiresAt: '2026-11-22T11:00:00.000Z' }] } },
    ],
    [
      'a claim that is not in the words',
      'tone',
      'tone.claim_expiry',
      'block',
      { content: { claims: [{ kind: 'expiry', phrase: 'ends tonight', expiresAt: '2026-11-23T11:00:00.000Z' }] } },
    ],
    [
      'a true shortage',
      'tone',
      'tone.claim_stock',
      'pass',
      {
        content: {
          headline: 'only 9 left in stock',
          claims: [{ kind: 'stock', phrase: 'only 9 left in stock', sku: 'RUG', stock: 9 }],
        },
      },
    ],
    [
      'an untrue shortage',
      'tone',
      'tone.claim_stock',
      'block',
      {
        content: {
          headline: 'only 2 left in stock',
          claims: [{ kind: 'stock', phrase: 'only 2 left in stock', sku: 'RUG', stock: 2 }],
        },
      },
    ],
    [
      'urgency without any fact',
      'tone',
      'tone.unfounded_urgency',
      'block',
      { content: { headline: 'Selling fast', claims: [] } },
    ],
    ['words of a language model', 'tone', 'tone.written_by', 'review', { content: { writtenBy: 'model' } }],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});

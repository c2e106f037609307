import { describe, expect, it } from 'vitest';
import type { MessageContent } from '../templates/content';
import { type CopyCase, warnAgainst } from './cases';

const content = (words: Partial<MessageContent>): MessageContent => ({
  templateId: 'cart-recovery',
  templateVersion: 1,
  writtenBy: 'model',
  subject: 'Hello',
  preheader: '',
  headline: 'Hi',
  paragraphs: [],
  callToAction: 'Back',
  landingUrl: 'https://shop.example',
  signature: 'Us',
  claims: [],
  ...words,
});
const rejected = (sentence: string, overrides: Partial<CopyCase> = {}): CopyCase => ({
  templateId: 'cart-recovery',
  reason: 'wrong_words',
  note: 'Too pushy.',
  content: content({ paragraphs: [sentence] }),
  at: new Date('2026-11-20T10:00:00Z'),
  ...overrides,
});
const OLD = '{{ customer.first_name }}, everybody else has already ordered, so hurry up and save 20%.';

describe('warnAgainst', () => {
  it('finds a sentence that was rejected, whatever name and figure stand in it', () => {
    const next = content({
      paragraphs: ['Nice to see you here. Everybody else has already ordered, so hurry up and save 30%!'],
    });
    expect(warnAgainst(next, [rejected(OLD)])).toMatchObject([
      { reason: 'wrong_words', note: 'Too pushy.', sentence: expect.stringContaining('30%') },
    ]);
  });

  it('says it as somebody would read it, not as it is stored', () => {
    const words = 'Hello {{ customer.first_name | default: "there" }}, take {{ offer.code }} and come back today.';
    expect(warnAgainst(content({ paragraphs: [words] }), [rejected(words)])).toMatchObject([
      { sentence: 'Hello there, take the code and come back today.' },
    ]);
  });

  it('says it once, by the latest case', () => {
    const later = rejected(OLD, { reason: 'not_true', at: new Date('2026-11-21T10:00:00Z') });
    expect(warnAgainst(content({ paragraphs: [OLD] }), [rejected(OLD), later])).toMatchObject([{ reason: 'not_true' }]);
  });

  it.each([
    ['another template', rejected(OLD, { templateId: 'winback' })],
    ['a reason that is not about words', rejected(OLD, { reason: 'wrong_time' })],
    ['other words', rejected('We have kept your basket, take your time and come back.')],
  ])('is silent about %s', (_what, known) => {
    expect(warnAgainst(content({ paragraphs: [OLD] }), [known])).toEqual([]);
  });
});

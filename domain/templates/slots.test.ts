import { describe, expect, it } from 'vitest';
import { fillSlots, namedSlots, SLOTS, slotProblem } from './slots';

describe('the slots of a text', () => {
  it('are filled as Liquid fills them, with a default in either kind of quotes', () => {
    const nobody = { 'customer.first_name': null };
    expect(fillSlots('{{ customer.first_name | default: "there" }}', nobody)).toBe('there');
    expect(fillSlots("{{customer.first_name|default:'there'}}", nobody)).toBe('there');
    expect(slotProblem("Hello {{ customer.first_name | default: 'dear reader' }}")).toBeNull();
  });

  it('are shown as what they stand for', () => {
    expect(namedSlots(`${SLOTS.firstName}, use ${SLOTS.offerCode} until ${SLOTS.offerExpires}`)).toBe(
      '[first name], use [code] until [last day of the code]',
    );
    expect(namedSlots('Nothing to fill in')).toBe('Nothing to fill in');
  });

  it('are each whole and known', () => {
    for (const slot of Object.values(SLOTS)) expect(slotProblem(`Hello ${slot}!`)).toBeNull();
    expect(slotProblem('100 % { plain } words')).toBeNull();
  });

  it.each([
    ['Hello {{ customer.email }}', 'customer.email'],
    ['Hello {{ customer.first_name', 'not whole'],
    ['Hello customer.first_name }}', 'not whole'],
    ['Hello {{ customer.first_name | upcase }}', 'not whole'],
    ['{% if true %}Hello', 'not whole'],
    ["{{ customer.nick | default: 'Re' }}: your cart", 'customer.nick'],
    ["You get {{ customer.nick | default: '60' }}% off everything.", 'customer.nick'],
    ["Pay at ht{{ customer.first_name | default: 'tps://evil.example/pay' }} now.", 'tps://evil.example/pay'],
    ['You get {{ customer.first_name | default: "60" }}% off', '60'],
    ['{{ offer.percent_off }}{{ offer.percent_off }}%', 'offer.percent_off'],
    ['{{- customer.first_name -}}', 'not whole'],
    ['{{ customer.first_name | default: offer.code }}', 'not whole'],
    ['{{ to.string }}', 'to.string'],
  ])('“%s” is told at once', (text, said) => {
    expect(slotProblem(text)).toContain(said);
    expect(slotProblem(text)).toContain('{{ offer.code }}');
  });
});

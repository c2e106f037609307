import { describe, expect, it } from 'vitest';
import { namedSlots, SLOTS, slotProblem } from './slots';

describe('the slots of a text', () => {
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
  ])('“%s” is told at once', (text, said) => {
    expect(slotProblem(text)).toContain(said);
    expect(slotProblem(text)).toContain('{{ offer.code }}');
  });
});

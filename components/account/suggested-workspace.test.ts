import { expect, it } from 'vitest';
import { suggested } from './suggested-workspace';

const here = { currency: 'EUR', timezone: 'Europe/Berlin' };

it('follows the name until something else is typed', () => {
  const shown = suggested({ name: 'Café Noir ', brand: { fromEmail: 'a@noir.example' } }, here);
  expect(shown).toMatchObject({
    ...here,
    name: 'Café Noir ',
    slug: 'cafe-noir',
    brand: {
      companyName: 'Café Noir',
      fromName: 'Café Noir',
      replyTo: 'a@noir.example',
      signature: 'The Café Noir team',
      postalAddress: '',
    },
  });
  const typed = { name: 'Café Noir', slug: 'noir', currency: 'CHF', brand: { companyName: 'Noir AG', replyTo: '' } };
  expect(suggested(typed, here)).toMatchObject({
    slug: 'noir',
    currency: 'CHF',
    brand: { companyName: 'Noir AG', fromName: 'Noir AG', replyTo: '', signature: 'The Noir AG team' },
  });
});

it('signs nothing before there is a name', () => {
  expect(suggested({ brand: {} }, here).brand.signature).toBe('');
});

import { expect, it } from 'vitest';
import { emailSpecimen } from './specimen';

it('finds what the law asks for in both parts of a rendered e-mail', () => {
  expect(emailSpecimen()).toMatchObject({ unsubscribeIn: ['html', 'text'], postalAddressIn: ['html', 'text'] });
});

it('names the typefaces the layout is set in', () => {
  expect(emailSpecimen().typefaces).toEqual(['-apple-system', 'Georgia', 'ui-monospace']);
});

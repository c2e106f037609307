import { expect, it } from 'vitest';
import { whyReceived } from './why-received';

it.each([
  [
    'cart_recovery',
    'given',
    'You receive this because you left something in your cart and you agreed to receive e-mail from Lark.',
  ],
  ['winback_offer', 'none', 'You receive this because you have shopped with us before.'],
  [null, 'none', 'You receive this because you are in touch with Lark.'],
  [
    null,
    'assumed',
    'You receive this because it was assumed, when the customer records of Lark were imported, that you agree to its e-mail.',
  ],
] as const)('for %s with agreement %s', (action, agreement, words) => {
  expect(whyReceived(action, 'Lark', agreement)).toBe(words);
});

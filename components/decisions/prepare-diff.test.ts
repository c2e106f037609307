import { describe, expect, it } from 'vitest';
import { prepareDiff } from './prepare-diff';

describe('what a reviewer changed', () => {
  it('is told word by word where most words stayed', () => {
    expect(prepareDiff('Your cart is still here', 'Your basket is still here')).toEqual([
      { kind: 'same', text: 'Your ' },
      { kind: 'removed', text: 'cart' },
      { kind: 'added', text: 'basket' },
      { kind: 'same', text: ' is still here' },
    ]);
  });

  it('is told as old line and new line where a sentence was written anew, with slots as what they stand for', () => {
    const parts = prepareDiff(
      'Same first line\n\n{{ customer.first_name }}, 25% off the cart you left with us',
      'Same first line\n\nWe look at every order twice',
    );
    expect(parts.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'same: Same first line',
      'same: \n',
      'same: ',
      'same: \n',
      'removed: [first name], 25% off the cart you left with us',
      'same: \n',
      'added: We look at every order twice',
    ]);
  });

  it('keeps lines that came and went apart', () => {
    expect(prepareDiff('One', 'One\nTwo').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'added', text: 'Two' },
    ]);
    expect(prepareDiff('One\nTwo', 'One').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'Two' },
    ]);
  });
});

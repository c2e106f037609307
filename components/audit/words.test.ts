import { describe, expect, it } from 'vitest';
import { actorWords, objectOf, shortId } from './words';

describe('actorWords', () => {
  it.each([
    ['user:0193-abcdef', 'Dana', 'Dana'],
    ['user:0193-abcdef', null, 'Person …abcdef'],
    ['job:cart-sweep', null, 'Background job cart-sweep'],
    ['operator:cli', null, 'Installation cli'],
    ['webhook:sendgrid', null, 'Provider sendgrid'],
    ['customer', null, 'Customer'],
  ])('%s, called %s, is %s', (actor, name, words) => {
    expect(actorWords(actor, name)).toBe(words);
  });
});

describe('objectOf', () => {
  it.each([
    ['decision:1', { words: 'Decision', id: '1', path: '/decisions/1' }],
    ['autonomy:cart_winback/cart_recovery', { words: 'Autonomy', id: 'cart_winback/cart_recovery', path: null }],
    ['new_thing:7', { words: 'New thing', id: '7', path: null }],
  ])('%s', (subject, object) => {
    expect(objectOf(subject)).toMatchObject(object);
  });
});

describe('shortId', () => {
  it.each([
    ['01a1fe9e-5524-7777-9eec-133f7cd42a4f', '…7cd42a4f'],
    ['cart_winback/cart_recovery', 'cart_winback/cart_recovery'],
    ['', ''],
  ])('%s is %s', (id, words) => {
    expect(shortId(id)).toBe(words);
  });
});

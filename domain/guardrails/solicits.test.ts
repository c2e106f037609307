import { describe, expect, it } from 'vitest';
import { folded } from '../shared/as-read';
import { asksIn } from './solicits';

describe('what no message of a shop asks for', () => {
  it.each([
    'go there and type your password',
    'write to us with your card number',
    'type your рassword',
    'p\u200bassword',
    'card 4111...',
    'it is 4111 1111 1111 1111',
    'Confirm your account',
    'Please reply with the digits on the front of your plastic',
    'Geben Sie Ihr Passwort ein',
    'Send us your credit card',
    'entrez votre mot de passe',
  ])('“%s”', (text) => expect(asksIn(folded(text))).not.toEqual([]));

  it.each([
    'Pay by credit card or by invoice.',
    'Just reply to this e-mail. A person will read it and answer you.',
    'Tell us what you are looking for, and for whom. Your cart is kept.',
    'A card for every day, a pin to wear, on account of the rain',
    'Tell us about your cards of last year',
    'Your code XXXX-XXXXX is good until Wednesday, 30 September at 23:59 GMT+13',
  ])('“%s” is no such thing', (text) => expect(asksIn(folded(text))).toEqual([]));
});

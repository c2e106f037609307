import { describe, expect, it } from 'vitest';
import { folded } from '../shared/as-read';
import { codesIn, cutsIn, promisesIn } from './promises';

const untrue = (text: string, given: number[] = [20]) => promisesIn(folded(text), given).untrue;

describe('promises of money that no offer gives', () => {
  it.each([
    'You get 6\u200b0\u2060 % off everything',
    'and a $50 gift c\u200bard',
    '6О% off',
    'sixty percent off',
    'Sixty-five per cent off',
    'half price',
    'half-price for all',
    'get 60 off',
    'now -60 %',
    '60 Prozent Rabatt',
    'sechzig Prozent Rabatt',
    '60 % de réduction',
    '60 por ciento de descuento',
    'sconto del 60 %',
    '60% korting',
    '$50 back',
    'a refund of $99',
    'free gift worth $500',
    'You get 60%.',
    '60% for you',
    '2020%',
    'Save up to 45%',
    'fifty dollars back',
    'a voucher worth 50 €',
    'win $1,000',
    'buy one, get one',
    'two for one',
    'There is nothing to pay',
    'what you paid comes back to you',
  ])('“%s”', (text) => expect(untrue(text)).not.toEqual([]));

  it.each([
    '20% off everything',
    '20 % for you, 20 Prozent Rabatt, twenty percent off, 20 off',
    '100% cotton, 50 % wool',
    '95% of customers come back',
    'your cart of 3 items worth $120.00 now comes with 20% off',
    'It costs $49.00. You come back for more.',
    'Feel free to reply, sugar-free and free from dyes',
    'Take the day off, off we go, 24 hours',
    'A gift idea for someone dear',
    'Half of it is done',
    'Two for the road',
    'Your code XXXX-XXXXX gives you 20% off and is good until Wednesday, 30 September at 23:59 GMT+13.',
    'We are 100% behind it. We mean it 100%.',
    'Welcome back! Get 3 colours',
  ])('“%s” is none', (text) => expect(promisesIn(folded(text), [20])).toMatchObject({ untrue: [], unproven: [] }));

  it('tells what may be true and cannot be seen here', () => {
    expect(promisesIn('Free delivery, and a full refund. Kostenlose Beratung.', []).unproven).toEqual([
      'Free',
      'refund',
      'Kostenlose',
    ]);
  });

  it('half price is true of half', () => expect(untrue('half price, 50% off', [50])).toEqual([]));
});

describe('codes in words', () => {
  it.each([
    ['or use code STAFF90', 'STAFF90'],
    ['Code: SAVE', 'SAVE'],
    ['Use “FRIENDS50” at the checkout', 'FRIENDS50'],
    ['Use FRIENDS50 at the checkout', 'FRIENDS50'],
    ['with coupon staff90', 'staff90'],
    ['Your code XXXX-XXXXX gives', null],
    ['Your code has a last day; the code expires', null],
    ['Use USB-C', null],
  ])('“%s”: %s', (text, code) => {
    expect(codesIn(text, ['XXXX-XXXXX'])).toEqual(code ? [code] : []);
  });
});

describe('names of products', () => {
  it('state a discount, or what the product is', () => {
    const words = (name: string) => cutsIn(folded(name), [20]).map((cut) => cut.words);
    expect(words('FREE for you: 90% OFF, act now')).toEqual(['90% OFF']);
    expect(words('Mug -60 %')).toEqual(['-60 %']);
    expect(['Dark chocolate 70%', 'Gift card $50', 'Gum, sugar-free', 'Mug 20% off'].flatMap(words)).toEqual([]);
  });
});

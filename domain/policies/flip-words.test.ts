import { describe, expect, it } from 'vitest';
import { POLICY_DESCRIPTION } from './describe';
import { flipInWords } from './flip-words';

const inWords = (path: string, value: number | boolean | string) =>
  flipInWords(POLICY_DESCRIPTION, { path, value }, 'GBP');

describe('a threshold that would change an answer', () => {
  it.each<[string, number | boolean, string, string, string]>([
    ['contact.emailsPerWindow', 4, 'contact.emailsPerWindow', 'Contact · E-mails per customer and window', '4 e-mails'],
    ['cart.minValueCents', 2_550, 'cart.minValueCents', 'Carts left behind · Least cart value', '£25.50'],
    ['budgets.channelCents.email', 100_002, 'budgets.channelCents', 'Budgets · Cap per channel, E-mail', '£1,000.02'],
    ['rate.hourlyVolume.sms', 8, 'rate.hourlyVolume', 'Volume · Messages per channel and hour, SMS', '8 messages'],
    [
      'whatsapp.marketingToNorthAmerica',
      true,
      'whatsapp.marketingToNorthAmerica',
      'WhatsApp · Marketing templates to +1',
      'on',
    ],
    [
      'reputation.bounceRate',
      0.0512,
      'reputation.bounceRate',
      'Sender reputation · Hard bounces that stop a channel',
      '5.12%',
    ],
  ])('%s at %s is said as its form says it', (path, value, pointer, name, words) => {
    expect(inWords(path, value)).toEqual({ path, value, pointer, name, words });
  });

  it('that the forms do not know has no words: a version of long ago had it', () => {
    expect(inWords('contact.lettersPerYear', 4)).toBeNull();
    expect(inWords('cart.ladder.0', 4)).toBeNull();
  });
});

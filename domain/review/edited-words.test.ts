import { describe, expect, it } from 'vitest';
import { proposed } from '@/tests/factories/rule-case';
import { cartSnapshot, NOON, POLICY } from '@/tests/factories/snapshot';
import type { Candidate } from '../decisions/candidate';
import { blockingFindings } from '../decisions/judge-candidate';
import { runGuardrails } from '../guardrails/registry';
import { EditRefused, edited, type ReviewEdit } from './review-edit';

const snapshot = cartSnapshot();
const candidate = proposed(snapshot);

/** Rules that stop an edit, or would if it could be made; `refused` where it cannot be. */
function stoppedBy(edit: ReviewEdit): string[] {
  const content = { ...candidate.content, ...edit };
  const rulesOf = (next: Candidate) =>
    blockingFindings(runGuardrails(next, snapshot, POLICY, NOON)).map(({ rule }) => rule);
  try {
    return rulesOf(edited(candidate, edit, NOON));
  } catch (error) {
    if (error instanceof EditRefused) return ['refused', ...rulesOf({ ...candidate, content })];
    throw error;
  }
}

const paragraph = (text: string): ReviewEdit => ({ paragraphs: ['Hi {{ customer.first_name }},', text] });

describe('an edit', () => {
  it.each<[string, ReviewEdit, string]>([
    ['a default in single quotes', { subject: "{{ customer.nick | default: 'Re' }}: your cart" }, 'refused'],
    [
      'defaults that make a promise and an address',
      paragraph(
        "You get {{ customer.nick | default: '60' }}% off. Pay at ht{{ customer.nick | default: 'tps://evil.example/pay' }} now.",
      ),
      'refused',
    ],
    ['two slots that make one number', paragraph('{{ offer.percent_off }}{{ offer.percent_off }}% off'), 'refused'],
    ['a default of a known slot', paragraph('{{ customer.first_name | default: "60" }}% off'), 'refused'],
    ['a subject turned round', { subject: '\u202eR\u200be: your order' }, 'refused'],
    ['a gift with unseen characters', paragraph('You get 6\u200b0\u2060 % off and a $50 gift c\u200bard.'), 'refused'],
    ['an address with unseen characters', paragraph('Pay at evil\u200b.example/pay'), 'refused'],
    ['a subject of nothing seen', { subject: 'a\u200b' }, 'refused'],
    ['a subject of one zero-width space', { subject: '\u200b' }, 'refused'],
    ['a subject of a blank', { subject: '\u2800' }, 'refused'],
    ['a subject of a picture alone', { subject: '🎉' }, 'tone.subject_length'],
    ['figures on keys', { subject: '6️⃣0️⃣% off' }, 'refused'],
    ['another sign', paragraph('600‰ off'), 'refused'],
    ['Roman figures', paragraph('LX% off'), 'refused'],
    ['a word for the sign', paragraph('60 pct less'), 'refused'],
    ['thirds', paragraph('Two thirds off all of it'), 'financial.words'],
    ['an address of another alphabet', paragraph('Look at xn--e1afmkfd.xn--p1ai'), 'spam.links'],
    ['two spaces before the sign', paragraph('Take 60  % off everything'), 'refused'],
    ['a long gap before the sign', paragraph(`Take 60${' '.repeat(40)}% off everything`), 'refused'],
    ['a long gap before the currency', paragraph(`500${' '.repeat(40)}euro wait for you`), 'refused'],
    ['a star before the sign', paragraph('60%* off the rest'), 'refused'],
    ['figures in circles', paragraph('Take ❻⓿% off'), 'refused'],
    ['a share of the price', paragraph('You pay just 40% of the price.'), 'refused'],
    ['a code', paragraph('Your code is STAFF90.'), 'refused'],
    ['an ending nobody listed', paragraph('Look at evil.cfd'), 'refused'],
    ['an address behind a stroke', paragraph('See https://evil.cfd\\@localhost/pay'), 'spam.links'],
    ['an address with a space', paragraph('Look at evil . com'), 'refused'],
    ['a telephone number', paragraph('Or call +1 900 555 0199'), 'refused'],
    ['a sum that waits', paragraph('500 euro wait for you'), 'refused'],
    ['marks under letters', paragraph('Reply with your pạsswọrd'), 'compliance.solicits'],
    ['a Cyrillic С', { subject: 'Very Сheap things' }, 'refused'],
    ['a Cyrillic О as nought', paragraph('Take 6О% off'), 'financial.words'],
    ['a percentage in words', paragraph('You get sixty percent off'), 'financial.words'],
    ['half the price', paragraph('All at half price'), 'financial.words'],
    ['a number that is off', paragraph('Now 60 off'), 'financial.words'],
    ['a number less', paragraph('All of it -60 %'), 'financial.words'],
    ['a percentage in German', paragraph('60 Prozent Rabatt'), 'financial.words'],
    ['money back', paragraph('$50 back for you'), 'financial.words'],
    ['a refund', paragraph('and a refund of $99'), 'financial.words'],
    ['a gift', paragraph('with a free gift worth $500'), 'financial.words'],
    ['an address and a password', paragraph('evil.example/pay and type your password'), 'compliance.solicits'],
    ['an address without a scheme', paragraph('Look at evil.example/pay'), 'spam.links'],
    ['an address in the button', { callToAction: 'Pay at evil.example' }, 'spam.links'],
    ['another scheme', paragraph('It lies at ftp://evil.example/x'), 'spam.links'],
    ['an e-mail address', paragraph('Write to pay@evil.example'), 'spam.links'],
    ['somebody else’s e-mail address', paragraph('dear Ulrike Ebert, ulrike@example.com'), 'spam.links'],
    ['a card', paragraph('Write us your card number'), 'compliance.solicits'],
    ['the number of a card', paragraph('You paid with card 4111...'), 'compliance.solicits'],
    ['a code for others', paragraph('or use code STAFF90'), 'financial.other_code'],
  ])('with %s is stopped', (_name, edit, rule) => expect(stoppedBy(edit)).toContain(rule));

  it('is stopped by nothing where it says what is so', () => {
    expect(candidate.offer?.percentOff).toBe(20);
    const honest: ReviewEdit[] = [
      { subject: '{{ customer.first_name | default: "there" }}, twenty percent off your cart' },
      { subject: "{{ customer.first_name | default: 'you' }}, your cart is here 🎉" },
      paragraph('Your code {{ offer.code }} gives you 20% off. It is good until {{ offer.expires_on }}.'),
      paragraph('100% linen, and 30 days to think about it. Feel free to reply to this e-mail.'),
      paragraph('Have a look at fernloom.example, or write to hello@fernloom.example.'),
      paragraph('Любимые вещи ждут вас. Σας περιμένουμε. ❤️'),
    ];
    for (const edit of honest) expect(stoppedBy(edit), JSON.stringify(edit)).toEqual([]);
  });

  it('that promises what may be so is for its reviewer to answer for', () => {
    const next = edited(candidate, paragraph('Delivery is free.'), NOON);
    const found = runGuardrails(next, snapshot, POLICY, NOON).flatMap(({ findings }) => findings);
    expect(found.find(({ rule }) => rule === 'financial.words')).toMatchObject({
      verdict: 'review',
      evidence: ['free'],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { checkDocument } from './check-document';
import { DEFAULT_POLICY } from './policy';

const problems = (input: unknown) => {
  const checked = checkDocument(input);
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('a document somebody wrote', () => {
  it('is taken when it is right, and filled where it is silent', () => {
    expect(checkDocument({ contact: { emailsPerWindow: 2 } })).toMatchObject({
      ok: true,
      policy: { contact: { emailsPerWindow: 2, windowDays: 7 }, cart: DEFAULT_POLICY.cart },
    });
    expect(checkDocument(JSON.parse(JSON.stringify(DEFAULT_POLICY)))).toEqual({ ok: true, policy: DEFAULT_POLICY });
  });

  it.each<[unknown, string]>([
    [{ contact: { emailsPerWindow: -1 } }, 'contact.emailsPerWindow: Must be a whole number from 0 to 100; it is -1.'],
    [{ contact: { windowDays: 1.5 } }, 'contact.windowDays: Must be a whole number from 1 to 90; it is 1.5.'],
    [{ contact: { windowDays: '7' } }, 'contact.windowDays: Must be a whole number from 1 to 90; it is "7".'],
    [{ holdout: { share: 2 } }, 'holdout.share: Must be a number from 0 to 0.5; it is 2.'],
    [{ words: { forbidden: ['ok', 'a'] } }, 'words.forbidden[1]: Must be a text of at least 2 characters; it is "a".'],
    [{ cart: { ladder: [] } }, 'cart.ladder: Must have at least 1 entry.'],
    [
      { cart: { ladder: [{ belowCents: 0, percentOff: 5 }] } },
      'cart.ladder[0].belowCents: Must be a whole number of at least 1, or empty; it is 0.',
    ],
    [
      { winback: { waves: [{ day: 1, channel: 'fax', action: 'winback_offer' }] } },
      'winback.waves[0].channel: Must be one of email, sms, whatsapp, push, web; it is "fax".',
    ],
    [
      { quietHours: { stricterRegions: { 'US-TX': { from: 9, to: 21 } } } },
      'quietHours.stricterRegions.US-TX.sundayFrom: Must be a whole number; it is missing.',
    ],
    [{ holdout: { shares: 0.1 } }, 'holdout.shares: There is no such threshold. There are: share.'],
    [
      { cart: { ladder: [{ belowCents: null, percent: 5, percentOff: 5 }] } },
      'cart.ladder[0].percent: There is no such value here. There are: belowCents, percentOff.',
    ],
  ])('%j is refused', (input, problem) => {
    expect(problems(input)).toEqual([problem]);
  });

  it('names every wrong place at once, and what is no document', () => {
    expect(problems({ contact: { windowDays: 0 }, holdout: { share: -1 }, contacts: {} })).toHaveLength(3);
    expect(problems({ contacts: {} })[0]).toMatch(/^contacts: There is no such section\. There are: contact, /);
    expect(problems([1])).toHaveLength(1);
    expect(problems('{}')).toHaveLength(1);
    expect(problems({ schema: 2 })[0]).toMatch(/^schema: /);
  });

  it.each(['emailsPerWindow', 'windowDays'])('names the section and threshold of %s', (field) => {
    expect(checkDocument({ contact: { [field]: -1 } })).toMatchObject({ problems: [{ section: 'contact', field }] });
  });
});

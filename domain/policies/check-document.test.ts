import { describe, expect, it } from 'vitest';
import { checkDocument } from './check-document';
import { DEFAULT_POLICY } from './policy';

type Sections = Record<string, Record<string, unknown>>;

/** The default policy with these thresholds instead. */
const withThresholds = (sections: Sections) => ({
  ...DEFAULT_POLICY,
  ...Object.fromEntries(
    Object.entries(sections).map(([key, part]) => [key, { ...DEFAULT_POLICY[key as 'contact'], ...part }]),
  ),
});

const problems = (input: unknown) => {
  const checked = checkDocument(input);
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('a document somebody wrote', () => {
  it('is taken when it is right and whole', () => {
    expect(checkDocument(withThresholds({ contact: { emailsPerWindow: 2 } }))).toMatchObject({
      ok: true,
      policy: { contact: { emailsPerWindow: 2, windowDays: 7 }, cart: DEFAULT_POLICY.cart },
    });
    expect(checkDocument(JSON.parse(JSON.stringify(DEFAULT_POLICY)))).toEqual({ ok: true, policy: DEFAULT_POLICY });
  });

  it('is refused where it leaves something out: nothing goes back to a default in silence', () => {
    const { contact, ...others } = DEFAULT_POLICY;
    const { windowDays: _, ...silent } = contact;
    expect(problems(others)).toEqual(['contact: This section is missing. A policy is written whole.']);
    expect(problems({ ...others, contact: silent })).toEqual([
      'contact.windowDays: This threshold is missing. A policy is written whole.',
    ]);
    expect(problems({})).toHaveLength(Object.keys(others).length);
  });

  it.each<[Sections, string]>([
    [{ contact: { emailsPerWindow: -1 } }, 'contact.emailsPerWindow: Must be a whole number from 0 to 100; it is -1.'],
    [{ contact: { windowDays: 1.5 } }, 'contact.windowDays: Must be a whole number from 1 to 90; it is 1.5.'],
    [{ contact: { windowDays: '7' } }, 'contact.windowDays: Must be a whole number from 1 to 90; it is "7".'],
    [{ holdout: { share: 2 } }, 'holdout.share: Must be a number from 0 to 0.5; it is 2.'],
    [
      { words: { forbidden: ['ok', 'a'] } },
      'words.forbidden[1]: Must be a text on one line without blanks at its ends, of 2 to 100 characters; it is "a".',
    ],
    [{ cart: { ladder: [] } }, 'cart.ladder: Must have at least 1 entry.'],
    [
      { cart: { ladder: [{ belowCents: 0, percentOff: 5 }] } },
      'cart.ladder[0].belowCents: Must be a whole number from 1 to 1000000000, or empty; it is 0.',
    ],
    [
      { winback: { waves: [{ day: 1, channel: 'fax', action: 'winback_offer' }] } },
      'winback.waves[0].channel: Must be one of email, sms, whatsapp, push, web; it is "fax".',
    ],
    [
      { quietHours: { stricterRegions: { 'US-TX': { from: 9, to: 21 } } } },
      'quietHours.stricterRegions.US-TX.sundayFrom: Must be a whole number from 0 to 24; it is missing.',
    ],
    [
      { cart: { landingPath: 'javascript:alert(1)' } },
      'cart.landingPath: Must be a path of the shop that begins with one slash and has no blanks, such as /cart, of at most 300 characters; it is "javascript:alert(1)".',
    ],
    [
      { words: { spamPhrases: Array.from({ length: 20_000 }, (_, index) => `phrase ${index}`) } },
      'words.spamPhrases: Must have at most 500 entries.',
    ],
    [
      { quietHours: { stricterRegions: { florida: { from: 8, to: 20, sundayFrom: 8 } } } },
      'quietHours.stricterRegions.florida: A key must be a country, or a country and a state of it, such as US or US-TX.',
    ],
    [
      { arbitration: { priorities: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, 1])) } },
      'arbitration.priorities: Must have at most 200 entries.',
    ],
    [{ holdout: { shares: 0.1 } }, 'holdout.shares: There is no such threshold. There are: share.'],
    [
      { cart: { ladder: [{ belowCents: null, percent: 5, percentOff: 5 }] } },
      'cart.ladder[0].percent: There is no such value here. There are: belowCents, percentOff.',
    ],
  ])('%j is refused', (input, problem) => {
    expect(problems(withThresholds(input))).toEqual([problem]);
  });

  it('names every wrong place at once, and what is no document', () => {
    const wrong = withThresholds({ contact: { windowDays: 0 }, holdout: { share: -1 } });
    expect(problems({ ...wrong, contacts: {} })).toHaveLength(3);
    expect(problems({ ...DEFAULT_POLICY, contacts: {} })[0]).toMatch(
      /^contacts: There is no such section\. There are: contact, /,
    );
    expect(problems([1])).toHaveLength(1);
    expect(problems('{}')).toHaveLength(1);
    expect(problems({ ...DEFAULT_POLICY, schema: 2 })[0]).toMatch(/^schema: /);
  });

  it.each(['//evil.example', 'https://evil.example/', '/\\\\evil.example', '/a b', 'cart', ''])(
    'a landing path is a path of the shop, never %j',
    (landingPath) => {
      for (const section of ['cart', 'winback', 'campaign', 'lifecycle']) {
        expect(problems(withThresholds({ [section]: { landingPath } }))).toHaveLength(1);
      }
    },
  );

  it('a message quotes no more of a wrong value than helps to find it', () => {
    const [problem = ''] = problems(withThresholds({ words: { forbidden: ['x'.repeat(20_000)] } }));
    expect(problem).toContain('of 2 to 100 characters');
    expect(problem.length).toBeLessThan(400);
  });

  it.each(['emailsPerWindow', 'windowDays'])('names the section and threshold of %s', (field) => {
    expect(checkDocument(withThresholds({ contact: { [field]: -1 } }))).toMatchObject({
      problems: [{ section: 'contact', field }],
    });
  });
});

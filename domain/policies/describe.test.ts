import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describePolicy, POLICY_DESCRIPTION } from './describe';
import { figure } from './figure';
import { Policy } from './policy';
import { section } from './section';

const fields = POLICY_DESCRIPTION.flatMap((each) => each.fields);
const fieldAt = (path: string) => fields.find((each) => `${each.section}.${each.field}` === path);

describe('the description of the policy', () => {
  it('has every threshold of the schema, with a name and a form of its own', () => {
    const sections = Object.keys(Policy.shape).filter((name) => name !== 'schema');
    expect(POLICY_DESCRIPTION.map((each) => each.section)).toEqual(sections);
    for (const { section: name, field, title, description, shape } of fields) {
      expect(`${name}.${field}: ${title}`).toMatch(/: [A-Z].+/);
      expect(`${name}.${field}: ${description}`).toMatch(/: .{10,}/);
      expect(`${name}.${field}: ${shape.kind}`).not.toContain('json');
    }
  });

  it('gives no two thresholds of a section the same name', () => {
    for (const { fields: each } of POLICY_DESCRIPTION) {
      expect(new Set(each.map(({ title }) => title)).size).toBe(each.length);
    }
  });

  it.each([
    [
      'contact.emailsPerWindow',
      { kind: 'number', unit: 'e-mails', min: 0, max: 100, isWhole: true, isOptional: false },
    ],
    ['cart.minValueCents', { kind: 'number', unit: 'cents', min: 0, max: 1_000_000_000 }],
    ['holdout.share', { kind: 'number', unit: 'share 0..1', isWhole: false, max: 0.5 }],
    ['words.forbidden', { kind: 'words', each: { kind: 'text', minLength: 2, maxLength: 100 }, maxItems: 500 }],
    ['cart.landingPath', { kind: 'text', maxLength: 300, must: expect.stringContaining('begins with one slash') }],
    [
      'cart.ladder',
      {
        kind: 'rows',
        minItems: 1,
        columns: [
          {
            key: 'belowCents',
            title: 'Below',
            shape: { kind: 'number', unit: 'cents', min: 1, max: 1_000_000_000, isOptional: true },
          },
          { key: 'percentOff', title: 'Percent off', shape: { kind: 'number', unit: 'percent', min: 0, max: 100 } },
        ],
      },
    ],
    ['winback.waves', { columns: [{ key: 'day' }, { key: 'channel', shape: { kind: 'choice' } }, { key: 'action' }] }],
    ['rate.hourlyVolume', { kind: 'record', columns: { kind: 'number', unit: 'messages', min: 0, max: 100_000_000 } }],
    [
      'quietHours.stricterRegions',
      { kind: 'record', keys: null, columns: [{ key: 'from' }, { key: 'to' }, { key: 'sundayFrom' }] },
    ],
  ])('%s', (path, shape) => {
    expect(fieldAt(path)?.shape).toMatchObject(shape);
  });

  it('describes a section that is added by its schema alone', () => {
    const Added = z.object({
      schema: z.literal(1).default(1),
      fatigue: section('Fatigue', 'When people have had enough.', {
        pauseHours: figure(12, 0, 100, 'Hours of rest after a complaint.', 'hours'),
        channels: z
          .array(z.enum(['email', 'sms']))
          .default(['email'])
          .meta({ description: 'Where it counts.' }),
        isOn: z.boolean().default(true).meta({ description: 'Whether it counts at all.' }),
        limits: z
          .object({ softCap: z.number().min(1), hardCap: z.number().min(1) })
          .default({ softCap: 1, hardCap: 2 }),
        odd: z.tuple([z.string(), z.number()]).default(['a', 1]),
      }).prefault({}),
    });
    const [described] = describePolicy(Added, Added.parse({}) as never);
    expect(described).toMatchObject({
      section: 'fatigue',
      title: 'Fatigue',
      description: 'When people have had enough.',
    });
    expect(described?.fields.map(({ title, shape, defaultValue }) => [title, shape.kind, defaultValue])).toEqual([
      ['Pause hours', 'number', 12],
      ['Channels', 'choices', ['email']],
      ['Is on', 'flag', true],
      ['Limits', 'group', { softCap: 1, hardCap: 2 }],
      ['Odd', 'json', ['a', 1]],
    ]);
  });
});

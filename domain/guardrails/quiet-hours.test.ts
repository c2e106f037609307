import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposed, SMS_TEXT } from '@/tests/factories/rule-case';
import { cartSnapshot, customerFacts, POLICY } from '@/tests/factories/snapshot';
import { judgeCandidate } from '../decisions/judge-candidate';
import { isWithinHours, nextAllowedInstant, possibleZones } from './quiet-hours';

const HOURS = POLICY.quietHours;
const QUARTER = 900_000;

type Where = { country: string | null; region?: string; timezone?: string | null };
const person = ({ country, region, timezone }: Where) =>
  customerFacts({ country, region: region ?? null, timezone: timezone ?? null });

/** From when on a message may arrive that was meant for an instant. */
const next = (at: string, where: Where) =>
  nextAllowedInstant(new Date(at), person(where), HOURS)?.toISOString() ?? null;

const BERLIN = { country: 'DE', timezone: 'Europe/Berlin' };
const NEW_YORK = { country: 'US', region: 'NY', timezone: 'America/New_York' };
const ADELAIDE = { country: 'AU', timezone: 'Australia/Adelaide' };
const SANTIAGO = { country: 'CL', timezone: 'America/Santiago' };
const LORD_HOWE = { country: 'AU', timezone: 'Australia/Lord_Howe' };

describe('the first hour at which a message may arrive', () => {
  it.each<[string, string, Where, string | null]>([
    ['inside already', '2026-11-21T11:00:00.000Z', BERLIN, '2026-11-21T11:00:00.000Z'],
    ['a second before nine', '2026-11-21T07:59:59.000Z', BERLIN, '2026-11-21T08:00:00.000Z'],
    ['the last second', '2026-11-21T18:59:59.000Z', BERLIN, '2026-11-21T18:59:59.000Z'],
    ['eight in the evening', '2026-11-21T19:00:00.000Z', BERLIN, '2026-11-22T08:00:00.000Z'],
    ['Berlin, clocks go forward', '2027-03-27T20:00:00.000Z', BERLIN, '2027-03-28T07:00:00.000Z'],
    ['Berlin, clocks go back', '2026-10-24T20:00:00.000Z', BERLIN, '2026-10-25T08:00:00.000Z'],
    ['Berlin, in the hour there is not', '2027-03-28T01:30:00.000Z', BERLIN, '2027-03-28T07:00:00.000Z'],
    ['Berlin, in the hour there is twice', '2026-10-25T00:30:00.000Z', BERLIN, '2026-10-25T08:00:00.000Z'],
    ['Berlin, in its second time', '2026-10-25T01:30:00.000Z', BERLIN, '2026-10-25T08:00:00.000Z'],
    ['New York, clocks go forward', '2027-03-14T02:00:00.000Z', NEW_YORK, '2027-03-14T13:00:00.000Z'],
    ['New York, clocks go back', '2026-11-01T02:00:00.000Z', NEW_YORK, '2026-11-01T14:00:00.000Z'],
    ['Adelaide, half an hour off, forward', '2026-10-03T12:00:00.000Z', ADELAIDE, '2026-10-03T22:30:00.000Z'],
    ['Adelaide, back', '2027-04-03T12:00:00.000Z', ADELAIDE, '2027-04-03T23:30:00.000Z'],
    ['Santiago, forward at midnight', '2026-09-06T00:00:00.000Z', SANTIAGO, '2026-09-06T12:00:00.000Z'],
    ['Lord Howe, by half an hour', '2026-10-03T12:00:00.000Z', LORD_HOWE, '2026-10-03T22:00:00.000Z'],
    [
      'Texas, Sunday',
      '2026-11-22T15:30:00.000Z',
      { country: 'US', region: 'TX', timezone: 'America/Chicago' },
      '2026-11-22T18:00:00.000Z',
    ],
    [
      'Texas by its long name',
      '2026-11-22T15:30:00.000Z',
      { country: 'US', region: 'Texas', timezone: 'America/Chicago' },
      '2026-11-22T18:00:00.000Z',
    ],
    [
      'no state known: as strict as Texas',
      '2026-11-22T15:30:00.000Z',
      { country: 'US', timezone: 'America/Chicago' },
      '2026-11-22T18:00:00.000Z',
    ],
    [
      'no country known, a zone of the US: likewise',
      '2026-11-22T15:30:00.000Z',
      { country: null, timezone: 'America/Chicago' },
      '2026-11-22T18:00:00.000Z',
    ],
    [
      'no country known, a zone elsewhere',
      '2026-11-22T09:30:00.000Z',
      { country: null, timezone: 'Europe/Berlin' },
      '2026-11-22T09:30:00.000Z',
    ],
    [
      'another state’s Sunday',
      '2026-11-22T15:30:00.000Z',
      { country: 'US', region: 'IL', timezone: 'America/Chicago' },
      '2026-11-22T15:30:00.000Z',
    ],
    [
      'a zone there is not counts as unknown',
      '2026-11-21T11:00:00.000Z',
      { country: 'DE', timezone: 'Mars/Base' },
      '2026-11-21T11:00:00.000Z',
    ],
    [
      'the US without a zone: all of them, Hawaii to New York',
      '2026-11-23T08:00:00.000Z',
      { country: 'US', region: 'NY' },
      '2026-11-23T19:00:00.000Z',
    ],
    ['nothing known at all: no hour is sure', '2026-11-23T08:00:00.000Z', { country: null }, null],
  ])('%s', (_name, at, where, expected) => {
    expect(next(at, where)).toBe(expected);
  });

  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Apia',
  ];
  const places = fc.oneof(
    fc.record({ country: fc.constant(null), timezone: fc.constantFrom(...zones) }),
    fc.record({ country: fc.constantFrom('US', 'CA', 'AU', 'CL', 'BR', 'GB', 'ES'), timezone: fc.constant(null) }),
  );

  it('is the first quarter of an hour inside, as if each had been tried', () => {
    const instants = fc.date({ min: new Date('2026-09-01'), max: new Date('2027-05-01'), noInvalidDate: true });
    fc.assert(
      fc.property(places, instants, (where, from) => {
        const customer = person(where);
        expect(nextAllowedInstant(from, customer, HOURS)).toEqual(tried(from, customer));
      }),
      { numRuns: 60 },
    );
  });
});

function tried(from: Date, customer: ReturnType<typeof person>): Date | null {
  if (isWithinHours(from, customer, HOURS)) return from;
  const first = Math.floor(from.getTime() / QUARTER) * QUARTER + QUARTER;
  for (let at = first; at <= from.getTime() + 3 * 96 * QUARTER; at += QUARTER) {
    if (isWithinHours(new Date(at), customer, HOURS)) return new Date(at);
  }
  return null;
}

describe('where a customer may be', () => {
  it('is what is known, else the whole country, else anywhere', () => {
    expect(possibleZones({ timezone: 'Asia/Tokyo', country: 'DE' })).toEqual(['Asia/Tokyo']);
    expect(possibleZones({ timezone: null, country: 'es' })).toEqual(['Europe/Madrid', 'Atlantic/Canary']);
    expect(possibleZones({ timezone: null, country: 'QQ' }).length).toBeGreaterThan(5);
  });
});

describe('a message that meets quiet hours', () => {
  const judge = (usefulHours: number, sendAt: string) => {
    const base = cartSnapshot();
    const candidate = { ...proposed(base), channel: 'sms' as const, action: 'cart_reminder', offer: null, sendAt };
    const content = { ...candidate.content, ...SMS_TEXT };
    const policy = { ...POLICY, cart: { ...POLICY.cart, usefulHours } };
    return judgeCandidate({ ...candidate, content }, base, policy, new Date(sendAt));
  };

  it('is put off until it may arrive', () => {
    const { candidate, waitsFor } = judge(24, '2026-11-21T20:00:00.000Z');
    expect(waitsFor?.rule).toBe('compliance.quiet_hours');
    expect(candidate.sendAt).toBe('2026-11-22T08:00:00.000Z');
  });

  it('is blocked where it would have lost its use by then, not put off past it', () => {
    const { candidate, verdicts } = judge(6, '2026-11-21T20:00:00.000Z');
    expect(candidate.sendAt).toBe('2026-11-21T20:00:00.000Z');
    expect(verdicts.find(({ guardrail }) => guardrail === 'compliance')?.verdict).toBe('block');
  });
});

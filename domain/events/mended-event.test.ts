import { describe, expect, it } from 'vitest';
import { readMended } from './mended-event';

const SETTING = { receivedAt: new Date('2026-03-01T12:00:00Z'), currency: 'GBP' };
const problemOf = (call: unknown) => {
  const read = readMended(typeof call === 'string' ? call : JSON.stringify(call), SETTING);
  return read.ok ? null : { code: read.problem.code, field: read.problem.field };
};
const order = (properties: object) => ({ type: 'track', event: 'Order Completed', userId: 'ada', properties });

describe('a mended event', () => {
  it.each<[string, unknown, { code: string; field: string } | null]>([
    ['that can be used', order({ order_id: 'o-1', revenue: 12 }), null],
    ['without an amount', order({ order_id: 'o-1' }), { code: 'missing', field: 'properties.revenue' }],
    [
      'in another currency',
      order({ order_id: 'o-1', revenue: 12, currency: 'EUR' }),
      { code: 'wrong_currency', field: 'properties.currency' },
    ],
    [
      'that happened after it came in',
      { ...order({ order_id: 'o-1', revenue: 1 }), timestamp: '2026-03-05T00:00:00Z' },
      { code: 'timestamp_in_future', field: 'timestamp' },
    ],
    [
      'with half a consent',
      { type: 'identify', userId: 'ada', traits: { consents: [{ channel: 'email' }] } },
      { code: 'bad_consent', field: 'traits.consents.status' },
    ],
    ['half typed', '{"type":"track",', { code: 'malformed_json', field: 'event' }],
    [
      'that is two',
      '{"type":"page","userId":"a"},{"type":"page","userId":"b"}',
      { code: 'malformed_json', field: 'event' },
    ],
    ['that closes the list it stands in', '{}]}', { code: 'malformed_json', field: 'event' }],
    ['that is a list', '[]', { code: 'not_an_object', field: 'event' }],
    ['of no type', { userId: 'ada' }, { code: 'missing', field: 'type' }],
  ])('%s', (_what, call, problem) => {
    expect(problemOf(call)).toEqual(problem);
  });

  it.each([
    [{ event: 'Signed Up' }, 'track'],
    [{ previousId: 'a-1' }, 'alias'],
    [{ groupId: 'g', traits: {} }, 'group'],
    [{ traits: {} }, 'identify'],
    [{ properties: {} }, 'page'],
  ])('is told by its shape: %o', (call, type) => {
    const read = readMended(JSON.stringify({ userId: 'ada', ...call }), SETTING);
    expect(read.ok && read.event.type).toBe(type);
  });
});

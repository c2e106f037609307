import { describe, expect, it } from 'vitest';
import type { RecentEvent } from '@/server/services/events';
import { freshEvents } from './fresh-events';

const events = (...ids: number[]): RecentEvent[] =>
  ids.map((id) => ({
    id: String(id),
    messageId: `m${id}`,
    type: 'track',
    name: 'Product Viewed',
    userId: 'ada',
    anonymousId: null,
    customerId: null,
    occurredAt: new Date(0),
    receivedAt: new Date(0),
    properties: {},
    isSimulated: false,
  }));

describe('freshEvents', () => {
  it('counts those that came after the newest one shown, by number and not by letters', () => {
    const latest = { items: events(11, 10, 9, 8), nextCursor: 'more' };
    expect(freshEvents(events(9, 8), latest)).toEqual({ count: 2, isAtLeast: false });
  });

  it('says so when there may be more than it has seen', () => {
    expect(freshEvents(events(3), { items: events(11, 10), nextCursor: 'more' })).toEqual({
      count: 2,
      isAtLeast: true,
    });
    expect(freshEvents([], { items: events(2, 1), nextCursor: null })).toEqual({ count: 2, isAtLeast: false });
  });

  it('is nothing while either list is still loading', () => {
    expect(freshEvents(undefined, { items: events(1), nextCursor: null }).count).toBe(0);
    expect(freshEvents(events(1), undefined).count).toBe(0);
  });
});

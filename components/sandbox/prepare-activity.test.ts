import { describe, expect, it } from 'vitest';
import { activityOf } from './prepare-activity';

const at = (minute: number) => new Date(Date.UTC(2026, 4, 1, 10, minute));
const message = {
  sendAt: at(0),
  acceptedAt: at(1),
  deliveredAt: at(1),
  status: 'delivered',
  failureReason: null,
  provider: 'sandbox',
  events: [],
};
const opened = { id: 'e1', kind: 'opened', occurredAt: at(5), url: null, isMachine: true, isSimulated: false };

describe('activityOf', () => {
  it('tells the life of a message in order', () => {
    const words = activityOf({ ...message, events: [opened] }).map(({ word }) => word);
    expect(words).toEqual(['Due to leave', 'Handed to sandbox', 'Delivered', 'Opened']);
  });

  it('says why a message never left', () => {
    const cancelled = {
      ...message,
      acceptedAt: null,
      deliveredAt: null,
      status: 'cancelled',
      failureReason: 'Ordered.',
    };
    expect(activityOf(cancelled).at(-1)).toMatchObject({ word: 'Cancelled', detail: 'Ordered.' });
  });

  it('does not tell a delivery twice', () => {
    const events = [{ ...opened, id: 'e0', kind: 'delivered', isMachine: false }];
    expect(activityOf({ ...message, events }).filter(({ word }) => word === 'Delivered')).toHaveLength(1);
  });
});

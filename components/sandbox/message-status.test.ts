import { describe, expect, it } from 'vitest';
import { type MessageMoments, messageState } from './message-status';

const at = new Date('2026-05-01T10:00:00Z');
const delivered: MessageMoments = {
  status: 'delivered',
  deliveredAt: at,
  openedAt: null,
  clickedAt: null,
  unsubscribedAt: null,
  bouncedAt: null,
  complainedAt: null,
};

describe('messageState', () => {
  it.each([
    [{}, 'Delivered'],
    [{ openedAt: at }, 'Opened'],
    [{ openedAt: at, clickedAt: at }, 'Clicked'],
    [{ clickedAt: at, unsubscribedAt: at }, 'Unsubscribed'],
    [{ unsubscribedAt: at, complainedAt: at }, 'Marked as spam'],
    [{ status: 'bounced', bouncedAt: at }, 'Bounced'],
    [{ status: 'queued' }, 'Waiting to leave'],
    [{ status: 'cancelled' }, 'Cancelled'],
  ] as const)('of %j is %s', (moments, word) => {
    expect(messageState({ ...delivered, ...moments }).word).toBe(word);
  });
});

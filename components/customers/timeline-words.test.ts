import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '@/server/services/customers';
import { entryWords, TIMELINE_GROUPS } from './timeline-words';

type Kind = TimelineEntry['kind'];
type DataOf<K extends Kind> = Extract<TimelineEntry, { kind: K }>['data'];

function words<K extends Kind>(kind: K, data: DataOf<K>) {
  const entry = { id: 'x1', at: new Date(0), isSimulated: false, kind, data } as TimelineEntry;
  return entryWords(entry, 'GBP');
}

describe('entryWords', () => {
  it('leads from decisions, messages and what became of them to their pages', () => {
    const decision = { agentId: 'a', action: null, outcome: 'held_out', summary: 'Left alone.' };
    expect(words('decision', decision)).toMatchObject({
      title: 'Left alone.',
      badge: { label: 'Held out' },
      path: '/decisions/x1',
    });
    const message = { decisionId: 'd', channel: 'email', status: 'delivered', subject: 'Hi', agentId: 'a' };
    expect(words('message', message)).toEqual({ title: 'E-mail: Hi', detail: null, badge: null, path: '/sandbox/x1' });
    const click = {
      messageId: 'm',
      what: 'clicked',
      channel: 'email',
      subject: 'Hi',
      isMachine: false,
      url: 'https://s.test/',
    };
    expect(words('message_event', click)).toMatchObject({
      title: 'Clicked a link in “Hi”',
      detail: 'https://s.test/',
      path: '/sandbox/m',
    });
  });

  it('says which opens were made by machines', () => {
    const open = { messageId: 'm', what: 'opened', channel: 'email', subject: 'Hi', isMachine: true, url: null };
    expect(words('message_event', open).detail).toMatch(/machine/);
  });

  it('tells money in the currency of the workspace', () => {
    const order = { orderKey: '7', revenueCents: 1250, refundedCents: 250, couponCode: 'BACK', lineCount: 1 };
    expect(words('order', order)).toMatchObject({
      title: 'Ordered for £12.50',
      detail: '1 product · code BACK · £2.50 refunded since · order 7',
    });
    expect(words('refund', { orderKey: '7', amountCents: 250 }).title).toBe('Got £2.50 back');
  });

  it('tells consent and stages in plain words', () => {
    const consent = { channel: 'email', purpose: 'marketing', status: 'withdrawn', source: 'page', lawfulBasis: null };
    expect(words('consent', consent).title).toBe('Withdrew consent to marketing by e-mail');
    expect(words('stage', { from: 'active', to: 'at_risk', reason: '31 days' }).title).toBe('Active became at risk');
    expect(words('stage', { from: null, to: 'new', reason: '' }).title).toBe('Became new');
  });

  it('has every kind in exactly one group', () => {
    const kinds = Object.values(TIMELINE_GROUPS).flatMap((group) => group.kinds);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds).toHaveLength(8);
  });
});

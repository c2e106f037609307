import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { recordConsents } from './consents';

const HOUR_MS = 3_600_000;

function said(ctx: ServiceContext, customerId: string, name: string, hoursAhead: number) {
  return {
    id: '0',
    messageId: v7(),
    type: 'track' as const,
    name,
    userId: null,
    anonymousId: null,
    occurredAt: new Date(ctx.now.getTime() + hoursAhead * HOUR_MS),
    properties: { channel: 'email' },
    context: {},
    isSimulated: false,
    customerId,
  };
}

it('a yes from a clock that is ahead does not outrank the no that follows', async () => {
  const { ctx } = await freshWorkspace();
  const { id } = await shopper(ctx, { consents: [] });
  const later = { ...ctx, now: new Date(ctx.now.getTime() + HOUR_MS) };
  await recordConsents(ctx.db, ctx, [said(ctx, id, 'Consent Granted', 20)]);
  await recordConsents(later.db, later, [said(later, id, 'Consent Withdrawn', 0)]);
  const ledger = await ctx.db.consentEvent.findMany({
    where: { workspaceId: ctx.workspaceId, customerId: id },
    orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }],
  });
  expect(ledger.map(({ status }) => status)).toEqual(['withdrawn', 'granted']);
});

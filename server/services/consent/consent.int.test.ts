import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { actorRef } from '@/server/context';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { addressHash, type ConsentInput, moveConsents, recordConsent, suppress, withdrawConsent } from '.';

let home: FreshWorkspace;
let other: FreshWorkspace;

beforeAll(async () => {
  [home, other] = [await freshWorkspace(), await freshWorkspace()];
});

function said(customerId: string, evidence: string | null): ConsentInput {
  return {
    customerId,
    channel: 'email',
    purpose: 'marketing',
    status: 'granted',
    lawfulBasis: 'consent',
    source: 'checkout checkbox',
    textVersion: '2026-01',
    actor: 'customer',
    occurredAt: home.ctx.now,
    evidence,
  };
}

const ledgerOf = ({ ctx }: FreshWorkspace, customerId: string) =>
  ctx.db.consentEvent.findMany({
    where: { workspaceId: ctx.workspaceId, customerId },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  });

describe('the consent ledger', () => {
  it('keeps the same proof once, and every other word', async () => {
    const { id } = await shopper(home.ctx, { consents: [] });
    const proof = `event:${v7()}`;
    await recordConsent(home.ctx.db, home.ctx, said(id, proof));
    await recordConsent(home.ctx.db, home.ctx, [said(id, proof), said(id, `event:${v7()}`)]);
    await recordConsent(home.ctx.db, home.ctx, []);
    expect(await ledgerOf(home, id)).toHaveLength(2);
  });

  it('adds a withdrawal as of now, by whoever acts, and leaves what was said before', async () => {
    const { id } = await shopper(home.ctx, { consents: ['email'] });
    const ctx = { ...home.ctx, actor: { kind: 'customer', customerId: id } as const };
    const withdrawal = {
      customerId: id,
      channel: 'email',
      purpose: 'marketing',
      source: 'page',
      evidence: 'x',
    } as const;
    await withdrawConsent(ctx.db, ctx, withdrawal);
    const [first, last] = await ledgerOf(home, id);
    expect(first).toMatchObject({ status: 'granted' });
    expect(last).toMatchObject({
      status: 'withdrawn',
      occurredAt: ctx.now,
      actor: actorRef(ctx.actor),
      lawfulBasis: null,
    });
  });

  it('is each workspace’s own: what another one writes down says nothing here', async () => {
    const { id } = await shopper(home.ctx, { consents: ['email'] });
    const before = await ledgerOf(home, id);
    const withdrawal = {
      customerId: id,
      channel: 'email',
      purpose: 'marketing',
      source: 'page',
      evidence: null,
    } as const;
    await expect(withdrawConsent(other.ctx.db, other.ctx, withdrawal)).rejects.toThrow(/foreign key/i);
    expect(await ledgerOf(home, id)).toEqual(before);
  });

  it('follows a visitor to the customer they are, word for word; what has the same proof keeps the words', async () => {
    const [visitor, customer] = [await shopper(home.ctx, { consents: [] }), await shopper(home.ctx, { consents: [] })];
    const [shared, own] = [`event:${v7()}`, `event:${v7()}`];
    await recordConsent(home.ctx.db, home.ctx, [
      said(visitor.id, shared),
      said(visitor.id, own),
      said(customer.id, shared),
    ]);
    await moveConsents(home.ctx.db, home.ctx, [{ from: visitor.id, to: customer.id }]);
    expect(await ledgerOf(home, visitor.id)).toEqual([]);
    const proofs = (await ledgerOf(home, customer.id)).map(({ evidence }) => evidence);
    expect(proofs).toHaveLength(3);
    expect(new Set(proofs)).toEqual(new Set([shared, own, null]));
  });

  it.each([
    ['another word', `status = 'withdrawn'`],
    ['another moment', 'occurred_at = now()'],
    ['another proof', `evidence = 'made up'`],
  ])('refuses %s in an entry that stands', async (_what, change) => {
    const { id } = await shopper(home.ctx);
    const update = `UPDATE consent_event SET ${change} WHERE customer_id = '${id}'`;
    await expect(home.ctx.db.$executeRawUnsafe(update)).rejects.toThrow('append-only');
    const remove = home.ctx.db.consentEvent.deleteMany({ where: { workspaceId: home.workspaceId, customerId: id } });
    await expect(remove).rejects.toThrow('append-only');
  });
});

describe('the suppression list', () => {
  const listed = ({ ctx }: FreshWorkspace) =>
    ctx.db.suppression.findMany({
      where: { workspaceId: ctx.workspaceId },
      select: { reason: true, addressHash: true },
    });

  it('keeps the first reason, and the address itself nowhere', async () => {
    const entry = { channel: 'email', messageId: null } as const;
    await suppress(home.ctx.db, home.ctx, { ...entry, address: 'Ada@Shoppers.example', reason: 'complaint' });
    await suppress(home.ctx.db, home.ctx, { ...entry, address: ' ada@shoppers.example ', reason: 'unsubscribed' });
    const rows = await listed(home);
    expect(rows.map(({ reason }) => reason)).toEqual(['complaint']);
    // A hash may well hold “ada”; its digits are none of these letters.
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('shoppers');
  });

  it('knows an address in one workspace and on one channel alone', async () => {
    const address = '+447700900123';
    const hashes = await Promise.all([
      addressHash(home.workspaceId, 'sms', address),
      addressHash(other.workspaceId, 'sms', address),
      addressHash(home.workspaceId, 'whatsapp', address),
    ]);
    expect(new Set(hashes).size).toBe(3);
    expect(await addressHash(home.workspaceId, 'sms', '+44 7700 900123')).toBe(hashes[0]);
    expect(await listed(other)).toEqual([]);
  });
});

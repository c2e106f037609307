import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { verifyLog } from '../audit';
import { suppress } from '../consent';
import { consentHistory, correctConsent } from '.';

let home: FreshWorkspace;
let admin: ServiceContext;
beforeAll(async () => {
  home = await freshWorkspace({ isDemo: true });
  admin = await personIn(home.workspaceId, 'admin');
});

const statesOf = async (customerId: string) =>
  (await consentHistory(admin, { customerId })).items
    .filter(({ channel }) => channel === 'email')
    .map(({ status }) => status);
const listed = (customerId: string) =>
  home.ctx.db.suppression
    .count({ where: { workspaceId: home.workspaceId, channel: 'email', messageId: null } })
    .then((count) => ({ customerId, count }));

describe('the consent ledger of one customer', () => {
  it('is read with its proof, the last word first, a page at a time', async () => {
    const { id: customerId } = await consentingCustomer(home.ctx);
    await correctConsent(admin, { customerId, channel: 'sms', status: 'withdrawn', reason: 'Said so by telephone.' });
    const first = await consentHistory(admin, { customerId, limit: 2 });
    expect(first.items[0]).toMatchObject({
      ...{ channel: 'sms', purpose: 'marketing', status: 'withdrawn', note: 'Said so by telephone.' },
      ...{ source: 'corrected by a colleague', textVersion: null, hasOrigin: false },
    });
    expect(first.items[0]?.actor).toMatch(/^user:/);
    const rest = await consentHistory(admin, { customerId, limit: 10, cursor: first.nextCursor });
    expect([...first.items, ...rest.items]).toHaveLength(4);
    expect(rest.items[0]).toMatchObject({ status: 'granted', source: 'checkout checkbox', textVersion: '1' });
    expect(rest.nextCursor).toBeNull();
  });

  it('is put right by a new entry: a no ends what waits, a yes needs the words and opens the channel again', async () => {
    const customer = await consentingCustomer(home.ctx);
    const { id: customerId } = customer;
    const waiting = await queuedTouch(home.ctx, { customer });
    const asked = { customerId, channel: 'email' as const };
    await correctConsent(admin, { ...asked, status: 'withdrawn', reason: 'Wrote a letter.' });
    const message = await home.ctx.db.message.findFirstOrThrow({ where: { id: waiting.messageId } });
    expect(message).toMatchObject({ status: 'cancelled', failureCode: 'unsubscribed' });
    const closed = await listed(customerId);
    const wordless = { ...asked, status: 'granted' as const, textVersion: ' ', reason: 'A mistake of ours.' };
    await expect(correctConsent(admin, wordless)).rejects.toThrow();
    await correctConsent(admin, { ...wordless, textVersion: 'checkout@3' });
    expect(await statesOf(customerId)).toEqual(['granted', 'withdrawn', 'granted']);
    expect((await listed(customerId)).count).toBe(closed.count - 1);
    expect(await verifyLog(admin)).toMatchObject({ ok: true });
  });

  it('never opens an address that was complained about', async () => {
    const customer = await consentingCustomer(home.ctx);
    const address = customer.email ?? '';
    await suppress(home.ctx.db, home.ctx, { channel: 'email', address, reason: 'complaint', messageId: null });
    const before = (await listed(customer.id)).count;
    await correctConsent(admin, {
      ...{ customerId: customer.id, channel: 'email', status: 'granted' },
      ...{ textVersion: 'checkout@3', reason: 'They asked us to.' },
    });
    expect((await listed(customer.id)).count).toBe(before);
  });

  it('asks the customer where a colleague writes down a yes that has to be confirmed', async () => {
    const phone = `+447700${String(Date.now()).slice(-6)}`;
    const { id: customerId } = await consentingCustomer(home.ctx, { phone });
    const yes = { status: 'granted', textVersion: 'checkout@3', reason: 'Said so in the shop.' } as const;
    await correctConsent({ ...admin, now: new Date() }, { customerId, channel: 'sms', ...yes });
    const owned = { workspaceId: home.workspaceId, customerId };
    expect(await home.ctx.db.optInRequest.findMany({ where: owned })).toMatchObject([{ toAddress: phone }]);
    expect(await home.ctx.db.consentEvent.count({ where: { ...owned, purpose: 'confirmation' } })).toBe(0);
  });

  it('is put right by those who may alone, in their own workspace', async () => {
    const { id: customerId } = await consentingCustomer(home.ctx);
    const asked = { customerId, channel: 'email', status: 'withdrawn', reason: 'Of the test.' } as const;
    const marketer = await personIn(home.workspaceId, 'marketer');
    await expect(correctConsent(marketer, asked)).rejects.toMatchObject({ code: 'forbidden' });
    const foreign = await personIn((await freshWorkspace()).workspaceId, 'admin');
    await expect(correctConsent(foreign, asked)).rejects.toMatchObject({ code: 'not_found' });
    await expect(consentHistory(foreign, { customerId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(correctConsent(admin, { ...asked, customerId: v7() })).rejects.toMatchObject({ code: 'not_found' });
  });
});

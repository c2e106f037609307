import { beforeEach, describe, expect, it } from 'vitest';
import { SMS_OPT_OUT } from '@/domain/templates/library/short-messages';
import type { ServiceContext } from '@/server/context';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { cartCandidate, consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { verifyLog } from '../audit';
import { addressHash, keyedHash, suppress } from '../consent';
import { dispatchDue } from '../delivery';
import { addSuppression, exportSuppressions, findAddress, listSuppressions, removeSuppression } from '.';

let home: FreshWorkspace;
let admin: ServiceContext;
let marketer: ServiceContext;
beforeEach(async () => {
  home = await freshWorkspace({ isDemo: true });
  admin = await personIn(home.workspaceId, 'admin');
  marketer = await personIn(home.workspaceId, 'marketer');
});

const NOTE = 'Said so by telephone.';
const ada = 'ada@shoppers.example';
const put = (reason: 'unsubscribed' | 'complaint' | 'erased', address: string, at = home.ctx.now) =>
  suppress(home.ctx.db, { ...home.ctx, now: at }, { channel: 'email', address, reason, messageId: null });
const only = async (address: string) => {
  const item = (await findAddress(admin, { address }))?.[0];
  if (!item) throw new Error(`${address} is not listed`);
  return item;
};
/** An entry as it was kept before all numbers were spelled alike: under the hash of the number without its plus. */
async function keptWithoutPlus(digits: string): Promise<void> {
  const hash = await keyedHash(home.workspaceId, 'sms', digits);
  const entry = { workspaceId: home.workspaceId, channel: 'sms', addressHash: hash, reason: 'unsubscribed' };
  await home.ctx.db.suppression.create({ data: { ...entry, createdAt: home.ctx.now } });
}
/** What the audit log last told of an action; null where it tells nothing. */
async function lastAudit(action: string): Promise<unknown> {
  const where = { workspaceId: home.workspaceId, action };
  const entry = await home.ctx.db.auditEntry.findFirst({ where, orderBy: { seq: 'desc' } });
  return entry && JSON.parse(entry.payload);
}

/** An SMS that is due. */
function smsTo(customer: Awaited<ReturnType<typeof consentingCustomer>>) {
  const { content } = cartCandidate(home.ctx);
  const words = { ...content, headline: '', paragraphs: [`We kept your basket. ${SMS_OPT_OUT}`] };
  return queuedTouch(home.ctx, { customer, candidate: { channel: 'sms', content: words } });
}

describe('the list', () => {
  it('tells reason, channel, when and by whom, the last first, a page at a time, and no address', async () => {
    const at = home.ctx.now.getTime();
    // Three of them at one instant: the place in the list must not lose one.
    for (const index of [0, 1, 2, 3, 4]) {
      await put('unsubscribed', `reader${index}@shoppers.example`, new Date(at - Math.min(index, 2) * 1_000));
    }
    const seen = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listSuppressions>> = await listSuppressions(admin, { limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen.flatMap(({ addressHashes }) => addressHashes)).size).toBe(5);
    expect(seen).toHaveLength(5);
    expect(seen.map(({ createdAt }) => createdAt.getTime())).toEqual(
      seen.map(({ createdAt }) => createdAt.getTime()).sort((a, b) => b - a),
    );
    expect(seen[0]).toMatchObject({
      channel: 'email',
      reason: 'unsubscribed',
      actor: 'operator:test',
      isProtected: false,
    });
    expect(JSON.stringify(seen)).not.toContain('shoppers.example');
  });

  it('is narrowed by reason and channel, and stays within its workspace', async () => {
    await put('complaint', ada);
    await addSuppression(marketer, { address: '+44 7700 900123', reason: 'manual', note: NOTE });
    const reasons = async (asked: Parameters<typeof listSuppressions>[1]) =>
      (await listSuppressions(admin, asked)).items.map(({ channel, reason }) => `${channel} ${reason}`);
    expect(await reasons({ reason: 'complaint' })).toEqual(['email complaint']);
    expect(new Set(await reasons({ channel: 'sms' }))).toEqual(new Set(['sms manual']));
    expect(await reasons({ reason: 'complaint', channel: 'sms' })).toEqual([]);
    const elsewhere = await personIn((await freshWorkspace()).workspaceId, 'admin');
    expect((await listSuppressions(elsewhere, {})).items).toEqual([]);
    expect(await findAddress(elsewhere, { address: ada })).toEqual([]);
  });

  it('is searched by a whole address in any spelling, and says when it is none', async () => {
    await put('unsubscribed', ada);
    expect(await findAddress(admin, { address: ' Ada@Shoppers.example' })).toHaveLength(1);
    expect(await findAddress(admin, { address: 'bob@shoppers.example' })).toEqual([]);
    expect(await findAddress(admin, { address: 'ada@' })).toBeNull();
  });

  it('leaves as CSV that no spreadsheet reckons with, told in the audit log', async () => {
    await addSuppression(marketer, { address: ada, reason: 'manual', note: '=HYPERLINK("https://evil.example")' });
    let file = '';
    for await (const piece of await exportSuppressions(marketer, { reason: 'manual' })) file += piece;
    expect(file).toContain('Filters: reason=manual');
    expect(file).toContain(`email,${await addressHash(home.workspaceId, 'email', ada)},manual,`);
    expect(file).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(file).not.toContain(ada);
    expect(await lastAudit('suppressions.exported')).toEqual({ reason: 'manual' });
    const executive = await personIn(home.workspaceId, 'executive');
    await expect(exportSuppressions(executive, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('adding by hand', () => {
  it('closes a number for SMS and WhatsApp, however it is written', async () => {
    await addSuppression(marketer, { address: '+44 7700 900123', reason: 'manual', note: NOTE });
    const found = await findAddress(admin, { address: '447700900123' });
    expect(found?.map(({ channel, addressHashes }) => [channel, addressHashes.length])).toEqual([
      ['sms', 1],
      ['whatsapp', 1],
    ]);
    expect(found?.[0]).toMatchObject({ note: NOTE, actor: expect.stringMatching(/^user:/) });
  });

  it('stops what waits for the address', async () => {
    const customer = await consentingCustomer(home.ctx);
    const { messageId } = await queuedTouch(home.ctx, { customer });
    await addSuppression(marketer, { address: customer.email ?? '', reason: 'manual', note: NOTE });
    await dispatchDue(home.ctx, { limit: 10 });
    expect(await home.ctx.db.message.findFirst({ where: { id: messageId } })).toMatchObject({
      ...{ status: 'cancelled', failureCode: 'suppressed' },
    });
  });

  it.each(['+447700900123', '447700900123', '0044 7700 900123'])(
    'stops an SMS to %j by an entry of old',
    async (phone) => {
      await keptWithoutPlus('447700900123');
      const customer = await consentingCustomer(home.ctx, { phone });
      const { messageId } = await smsTo(customer);
      await dispatchDue(home.ctx, { limit: 10 });
      expect(await home.ctx.db.message.findFirst({ where: { id: messageId } })).toMatchObject({
        ...{ status: 'cancelled', failureCode: 'suppressed' },
      });
    },
  );

  it('refuses what is no address, a note that holds it, and what is there already', async () => {
    const add = (address: string, note = NOTE) => addSuppression(marketer, { address, reason: 'manual', note });
    await expect(add('ada')).rejects.toMatchObject({ code: 'invalid', details: { field: 'address' } });
    await expect(add(ada, `Called about Ada@shoppers.example`)).rejects.toMatchObject({ code: 'invalid' });
    await expect(add('+447700900123', 'Called from 07700 900123, or +44 7700 900123')).rejects.toThrow('reason');
    await add(ada);
    await expect(add(ada)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets a reason that weighs more take the place of a lesser one, never the other way round', async () => {
    await put('unsubscribed', ada);
    await addSuppression(marketer, { address: ada, reason: 'legal', note: 'An order of the court.' });
    expect(await only(ada)).toMatchObject({ reason: 'legal', note: 'An order of the court.', isProtected: true });
    for (const reason of ['manual', 'complaint'] as const) {
      const lesser = addSuppression(admin, { address: ada, reason, note: NOTE });
      await expect(lesser).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await only(ada)).toMatchObject({ reason: 'legal' });
  });

  it('lets an erasure take the place of everything, and leaves no word of the person', async () => {
    await addSuppression(marketer, { address: '+447700900123', reason: 'legal', note: NOTE });
    await keptWithoutPlus('447700900123');
    const erased = { channel: 'sms', address: '+447700900123', reason: 'erased', messageId: null } as const;
    await suppress(home.ctx.db, home.ctx, erased);
    const rows = await home.ctx.db.suppression.findMany({ where: { workspaceId: home.workspaceId, channel: 'sms' } });
    expect(rows.map(({ reason, note }) => [reason, note])).toEqual([
      ['erased', null],
      ['erased', null],
    ]);
    await suppress(home.ctx.db, home.ctx, { ...erased, reason: 'complaint' });
    expect(await only('+447700900123')).toMatchObject({ reason: 'erased' });
  });

  it('is for those who may', async () => {
    const approver = await personIn(home.workspaceId, 'approver');
    const added = addSuppression(approver, { address: ada, reason: 'manual', note: NOTE });
    await expect(added).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('taking off', () => {
  it('needs a reason, and leaves what stood there in the audit log', async () => {
    await put('unsubscribed', ada);
    const { channel, addressHashes } = await only(ada);
    await expect(removeSuppression(marketer, { channel, addressHashes, note: ' ' })).rejects.toThrow();
    await removeSuppression(marketer, { channel, addressHashes, note: NOTE });
    expect(await findAddress(admin, { address: ada })).toEqual([]);
    expect(await lastAudit('suppression.removed')).toMatchObject({
      ...{ channel: 'email', note: NOTE },
      removed: [{ reason: 'unsubscribed', actor: 'operator:test', addressHash: addressHashes[0] }],
    });
    expect(await verifyLog(admin)).toMatchObject({ ok: true });
    const again = removeSuppression(marketer, { channel, addressHashes, note: NOTE });
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['complaint', 'legal', 'erased'] as const)('of "%s" is for an admin alone', async (reason) => {
    if (reason === 'legal') await addSuppression(marketer, { address: ada, reason, note: NOTE });
    else await put(reason, ada);
    const { channel, addressHashes } = await only(ada);
    const taken = removeSuppression(marketer, { channel, addressHashes, note: NOTE });
    await expect(taken).rejects.toMatchObject({ code: 'forbidden' });
    expect(await only(ada)).toMatchObject({ reason });
    expect(await lastAudit('suppression.removed')).toBeNull();
    await removeSuppression(admin, { channel, addressHashes, note: NOTE });
    expect(await findAddress(admin, { address: ada })).toEqual([]);
  });

  it('takes every spelling of a number off the channel, and leaves the other channel closed', async () => {
    await addSuppression(marketer, { address: '+447700900123', reason: 'manual', note: NOTE });
    await keptWithoutPlus('447700900123');
    const { addressHashes } = await only('+447700900123');
    expect(addressHashes).toHaveLength(2);
    await removeSuppression(marketer, { channel: 'sms', addressHashes, note: NOTE });
    const left = await findAddress(admin, { address: '+447700900123' });
    expect(left?.map(({ channel }) => channel)).toEqual(['whatsapp']);
  });

  it('reaches nothing of another workspace', async () => {
    await put('unsubscribed', ada);
    const { channel, addressHashes } = await only(ada);
    const elsewhere = await personIn((await freshWorkspace()).workspaceId, 'admin');
    const taken = removeSuppression(elsewhere, { channel, addressHashes, note: NOTE });
    await expect(taken).rejects.toMatchObject({ code: 'not_found' });
    expect(await only(ada)).toMatchObject({ reason: 'unsubscribed' });
  });
});

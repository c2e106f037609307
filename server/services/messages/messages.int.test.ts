import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { getMessage, ListMessagesInput, listMessages, simulateEvent } from './index';

let ctx: ServiceContext;
let person: ServiceContext;
beforeAll(async () => {
  ctx = (await freshWorkspace({ isDemo: true })).ctx;
  person = await personIn(ctx.workspaceId, 'marketer');
});

async function delivered(firstName = 'Ada') {
  const customer = await consentingCustomer(ctx, { firstName, email: `m-${v7()}@customers.example` });
  const touch = await queuedTouch(ctx, { customer });
  await dispatchDue(ctx, { limit: 100 });
  return touch;
}
const list = (input: Partial<ListMessagesInput>, by = person) => listMessages(by, ListMessagesInput.parse(input));

describe('the sandbox inbox', () => {
  it('lists newest first, a page at a time, nothing twice', async () => {
    for (let count = 0; count < 5; count++) await delivered();
    const first = await list({ limit: 3 });
    const rest = await list({ limit: 50, cursor: first.nextCursor ?? '' });
    const ids = [...first.items, ...rest.items].map((item) => item.id);
    expect(first.items).toHaveLength(3);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rest.nextCursor).toBeNull();
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('counts what is set for later apart, until it comes or is asked for', async () => {
    const before = (await list({})).setForLater;
    const { messageId } = await queuedTouch(ctx);
    const { workspaceId } = ctx;
    await ctx.db.message.updateMany({
      where: { workspaceId, id: messageId },
      data: { sendAt: later(ctx.now, 5 * HOUR) },
    });
    const { items, setForLater } = await list({ limit: 200 });
    expect(setForLater).toBe(before + 1);
    expect(items.map((item) => item.id)).not.toContain(messageId);
    expect((await list({ state: 'waiting' })).items.map((item) => item.id)).toContain(messageId);
    const then = { ...person, now: later(ctx.now, 6 * HOUR) };
    expect((await list({ limit: 200 }, then)).items[0]?.id).toBe(messageId);
  });

  it('finds by name, address, subject and state', async () => {
    const { messageId } = await delivered('Wilhelmina');
    expect((await list({ q: 'wilhelm' })).items.map((item) => item.id)).toEqual([messageId]);
    expect((await list({ q: 'Wilhelmina, your basket' })).items).toHaveLength(1);
    expect((await list({ q: '50%_' })).items).toEqual([]);
    expect((await list({ q: 'wilhelm', state: 'opened' })).items).toEqual([]);
    await simulateEvent(person, { messageId, kind: 'open', position: 0 });
    expect((await list({ q: 'wilhelm', state: 'opened' })).items).toHaveLength(1);
  });

  it('shows a message whole', async () => {
    const { messageId, decisionId } = await delivered();
    const message = await getMessage(person, messageId);
    expect(message.decision?.id).toBe(decisionId);
    expect(message.headers.map(({ name }) => name)).toEqual([
      'From',
      'To',
      'Reply-To',
      'Subject',
      'Message-ID',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
    ]);
    for (const link of message.links) expect(message.html).toContain(link.href);
    expect(message.html).toContain(message.unsubscribeUrl);
    expect(message.maySimulate).toBe(true);
  });

  it('belongs to its workspace', async () => {
    const { messageId } = await delivered();
    const other = await personIn((await freshWorkspace({ isDemo: true })).workspaceId, 'admin');
    await expect(getMessage(other, messageId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(simulateEvent(other, { messageId, kind: 'open', position: 0 })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await list({}, other)).items).toEqual([]);
    const executive = await personIn(ctx.workspaceId, 'executive');
    await expect(getMessage(executive, messageId)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('simulated events', () => {
  it('count like real ones, are marked, and stand in the audit log', async () => {
    const { messageId, customerId } = await delivered();
    for (const kind of ['open', 'click', 'unsubscribe', 'bounce'] as const) {
      await simulateEvent(person, { messageId, kind, position: 0 });
    }
    // Nobody leaves, and nothing bounces, twice.
    for (const kind of ['unsubscribe', 'bounce'] as const)
      await simulateEvent(person, { messageId, kind, position: 0 });
    const message = await getMessage(person, messageId);
    expect(message.events.map(({ kind }) => kind).toSorted()).toEqual(['bounced', 'clicked', 'opened', 'unsubscribed']);
    expect(message.events.every(({ isSimulated }) => isSimulated)).toBe(true);
    expect(message).toMatchObject({ status: 'bounced' });
    const customer = await ctx.db.customer.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, id: customerId },
    });
    expect(customer).toMatchObject({ deliveredTouches: 0, hardBounces: 1 });
    const entries = await ctx.db.auditEntry.count({
      where: { workspaceId: ctx.workspaceId, subject: `message:${messageId}`, action: 'message.simulated' },
    });
    expect(entries).toBe(4);
  });

  it.each(['approver', 'executive'] as const)('are not for an %s, and leave no trace then', async (role) => {
    const { messageId } = await delivered();
    const pat = await personIn(ctx.workspaceId, role);
    const answer = simulateEvent(pat, { messageId, kind: 'unsubscribe', position: 0 });
    await expect(answer).rejects.toMatchObject({ code: 'forbidden' });
    expect((await getMessage(person, messageId)).events).toEqual([]);
  });

  it('are refused for what went to a real person or has not gone', async () => {
    const { messageId } = await queuedTouch(ctx);
    await expect(simulateEvent(person, { messageId, kind: 'open', position: 0 })).rejects.toMatchObject({
      code: 'invalid',
    });
    await ctx.db.message.updateMany({
      where: { workspaceId: ctx.workspaceId, id: messageId },
      data: { provider: 'smtp' },
    });
    await expect(simulateEvent(person, { messageId, kind: 'open', position: 0 })).rejects.toThrow(
      'went to a real person',
    );
  });
});

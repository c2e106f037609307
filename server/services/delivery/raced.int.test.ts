import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { faultSize } from '@/tests/harness/fault-size';
import { type HandOvers, logHandOvers } from '@/tests/harness/hand-over-log';
import { receiveRequest, requestTurn, runRequest, verifyRequest } from '../privacy';
import { recordUnsubscribe } from '../tracking';
import { dispatchDue } from './index';

// Before anything is imported: the environment is read once.
const sink = await vi.hoisted(async () => {
  const { startSmtpSink } = await import('@/tests/harness/smtp-sink');
  const started = await startSmtpSink({ delayMs: 5, isEnvelopesOnly: true });
  process.env.SMTP_URL = started.url;
  return started;
});

const WRITERS = 6;
const YEAR_MS = 365 * 86_400_000;

let handOvers: HandOvers;
beforeAll(async () => {
  handOvers = await logHandOvers();
});
afterAll(async () => {
  sink.stop();
  await handOvers.stop();
});

async function atOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const writer = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

type Touch = { messageId: string; email: string; unsubscribeToken: string };

/** Somebody with a message that is due, and the link to leave from another that is not. */
async function touch(ctx: ServiceContext, index: number): Promise<Touch> {
  const email = `raced-${index}-${ctx.workspaceId}@customers.example`;
  const customer = await consentingCustomer(ctx, { email });
  const { messageId } = await queuedTouch(ctx, { customer });
  const sendAt = new Date(ctx.now.getTime() + YEAR_MS).toISOString();
  const other = await queuedTouch(ctx, { customer, candidate: { sendAt } });
  const { html } = await ctx.db.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: other.messageId } },
  });
  return { messageId, email, unsubscribeToken: html?.match(/\/t\/u\/([\w-]{68})/)?.[1] ?? '' };
}

/**
 * Withdraws every one of so many messages while two dispatchers send them, a tenth of them before. By the receiver's log
 * and the database's, nothing leaves that was claimed, or begun to be handed over, after the withdrawal was committed.
 */
async function race(trials: number, ctx: ServiceContext, withdraw: (touch: Touch) => Promise<void>) {
  const touches: Touch[] = [];
  await atOnce([...Array(trials).keys()], async (index) => void touches.push(await touch(ctx, index)));
  const withdrawnAt = new Map<string, number>();
  const take = async (one: Touch) => {
    await withdraw(one);
    withdrawnAt.set(one.messageId, await handOvers.now());
  };
  const early = Math.ceil(trials / 10);
  await atOnce(touches.slice(0, early), take);
  const now = new Date();
  const send = () => dispatchDue({ ...ctx, now }, { limit: trials });
  await Promise.all([atOnce(touches.slice(early).reverse(), take), send(), send()]);
  // What was let go in the middle of it comes up once more, and must not leave.
  await send();

  const taken = sink.taken().flatMap(({ to }) => to);
  const left = new Set(taken);
  expect(taken.length - left.size).toBe(0);
  const began = await handOvers.began();
  const sent = touches.filter(({ email }) => left.has(email));
  const tooLate = sent.filter(({ messageId }) => (began.get(messageId) ?? 0) > (withdrawnAt.get(messageId) ?? 0));
  expect(tooLate).toEqual([]);
  expect(sent.filter((one) => touches.indexOf(one) < early)).toEqual([]);
  // It was a race: some were faster than their withdrawal, others not.
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.length).toBeLessThan(trials - early);
  const rows = await ctx.db.message.groupBy({
    by: ['status'],
    where: { workspaceId: ctx.workspaceId, id: { in: touches.map(({ messageId }) => messageId) } },
    _count: true,
  });
  const counts = new Map(rows.map(({ status, _count }) => [status, _count]));
  expect(counts).toEqual(
    new Map([
      ['cancelled', trials - sent.length],
      ['delivered', sent.length],
    ]),
  );
}

describe('raced against the claim', { timeout: faultSize(120_000, 7_200_000) }, () => {
  const unsubscribes = faultSize(150, 10_000);
  it(`unsubscribe, ${unsubscribes} times: nothing is claimed after it and leaves`, async () => {
    const { ctx } = await freshWorkspace();
    await race(unsubscribes, ctx, async ({ unsubscribeToken }) => {
      expect(await recordUnsubscribe(unsubscribeToken, 'one_click')).not.toBeNull();
    });
  });

  const erasures = faultSize(50, 2_000);
  it(`erasure, ${erasures} times: nothing is claimed after it has begun and leaves`, async () => {
    const { ctx, workspaceId } = await freshWorkspace();
    const admin = await personIn(workspaceId, 'admin');
    await race(erasures, ctx, async ({ email }) => {
      const asked = { kind: 'erasure', regime: 'gdpr', identifierKind: 'email', identifier: email } as const;
      const { id: requestId } = await receiveRequest(admin, asked);
      await verifyRequest(admin, { requestId, verification: 'Signed in to the shop.' });
      await runRequest(admin, { requestId });
      await requestTurn(ctx, { requestId, batches: 1 });
    });
  });
});

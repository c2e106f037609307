import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, after as moved, SECOND } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { linkSigner } from '@/server/signing';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { findSubscription, recordClick, recordOpen, recordUnsubscribe, undoUnsubscribe } from './index';

const PERSON = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36', isPrefetch: false };

let ctx: ServiceContext;
let stranger: ServiceContext;
beforeAll(async () => {
  ({ ctx } = await freshWorkspace({ isDemo: true }));
  ({ ctx: stranger } = await freshWorkspace({ isDemo: true }));
});

/** A message that has left, with the tokens that stand in it. */
async function sent() {
  const touch = await queuedTouch(ctx);
  await dispatchDue(ctx, { limit: 100 });
  const { html } = await messageOf(touch.messageId);
  const token = (path: string) => html?.match(new RegExp(`/t/${path}/([\\w-]{68})`))?.[1] ?? '';
  return { ...touch, click: token('c'), open: token('o'), unsubscribe: token('u') };
}
type Sent = Awaited<ReturnType<typeof sent>>;

const messageOf = (id: string) =>
  ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });

/** Everything a token of a message can change. */
async function stateOf({ messageId, customerId }: Sent) {
  const where = { workspaceId: ctx.workspaceId };
  return JSON.stringify([
    await messageOf(messageId),
    await ctx.db.customer.findMany({ where: { ...where, id: customerId } }),
    await ctx.db.messageEvent.findMany({ where: { ...where, messageId }, orderBy: { id: 'asc' } }),
    await ctx.db.consentEvent.findMany({ where: { ...where, customerId }, orderBy: { id: 'asc' } }),
    await ctx.db.suppression.count({ where }),
    await ctx.db.auditEntry.count({ where }),
  ]);
}

/** Every answer there is to a token, none of them null or true where it was ours. */
const answersTo = async (token: string) => [
  await recordOpen(token, PERSON),
  await recordClick(token, PERSON),
  await findSubscription(token),
  await recordUnsubscribe(token, 'one_click'),
  await undoUnsubscribe(token),
];
const REFUSED = [false, null, null, null, null];

describe('a token', () => {
  it('with any bit changed is nobody’s, and changes nothing', { timeout: 120_000 }, async () => {
    const message = await sent();
    const before = await stateOf(message);
    const bytes = Buffer.from(message.unsubscribe, 'base64url');
    for (let byte = 0; byte < bytes.length; byte++) {
      const changed = Buffer.from(bytes);
      changed[byte] = (changed[byte] ?? 0) ^ (1 << (byte % 8));
      expect(await answersTo(changed.toString('base64url'))).toEqual(REFUSED);
    }
    expect(await stateOf(message)).toBe(before);
  });

  it.each([
    ['cut short', (token: string) => token.slice(0, -1)],
    ['grown', (token: string) => `${token}A`],
    ['empty', () => ''],
    ['in another alphabet', (token: string) => `+${token.slice(1)}`],
  ])('%s is nobody’s', async (_name, change) => {
    expect(await answersTo(change((await sent()).unsubscribe))).toEqual(REFUSED);
  });

  it('signed for a message of another workspace leads nowhere', async () => {
    const message = await sent();
    const before = await stateOf(message);
    const signer = await linkSigner();
    const foreign = { workspaceId: stranger.workspaceId, messageId: message.messageId, position: 0 };
    for (const kind of ['open', 'click', 'unsubscribe'] as const) {
      expect(await answersTo(signer.sign(kind, foreign))).toEqual(REFUSED);
    }
    expect(await stateOf(message)).toBe(before);
  });

  it('of one kind is worth nothing as another', async () => {
    const message = await sent();
    expect(await recordOpen(message.click, PERSON)).toBe(false);
    expect(await recordClick(message.open, PERSON)).toBeNull();
    expect(await recordUnsubscribe(message.click, 'one_click')).toBeNull();
    expect((await messageOf(message.messageId)).unsubscribedAt).toBeNull();
  });
});

describe('looking', () => {
  it('at a link or at the page to leave on changes nothing, however often', async () => {
    const message = await sent();
    const before = await stateOf(message);
    for (let time = 0; time < 3; time++) {
      expect(await recordClick(message.click, null)).toContain('harbour.example');
      expect(await findSubscription(message.unsubscribe)).toMatchObject({ isSubscribed: true });
    }
    expect(await stateOf(message)).toBe(before);
  });
});

describe('a reader that is a machine', () => {
  it.each([
    ['fetches ahead', { ...PERSON, isPrefetch: true }],
    ['says so', { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)', isPrefetch: false }],
    ['says nothing', { userAgent: null, isPrefetch: false }],
  ])('because it %s is written down, and moves no figure', async (_name, visitor) => {
    const message = await sent();
    expect(await recordOpen(message.open, visitor)).toBe(true);
    expect(await recordClick(message.click, visitor)).toContain('harbour.example');
    expect(await messageOf(message.messageId)).toMatchObject({ openedAt: null, clickedAt: null });
    const where = { workspaceId: ctx.workspaceId, messageId: message.messageId, kind: { in: ['opened', 'clicked'] } };
    expect((await ctx.db.messageEvent.findMany({ where })).map(({ isMachine }) => isMachine)).toEqual([true, true]);
  });

  it('is told by its haste, where something stands between us and the inbox', async () => {
    const message = await sent();
    const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id: message.messageId } };
    const now = new Date();
    await ctx.db.message.update({ where: key, data: { provider: 'smtp', deliveredAt: moved(now, SECOND) } });
    await recordClick(message.click, PERSON);
    expect((await messageOf(message.messageId)).clickedAt).toBeNull();
    await ctx.db.message.update({ where: key, data: { deliveredAt: moved(now, -HOUR) } });
    await recordClick(message.click, PERSON);
    expect((await messageOf(message.messageId)).clickedAt).not.toBeNull();
  });
});

it('many who ask at once are one open, one click and one withdrawal', async () => {
  const message = await sent();
  const ten = Array.from({ length: 10 });
  await Promise.all(ten.map(() => recordClick(message.click, PERSON)));
  await Promise.all(ten.map(() => recordUnsubscribe(message.unsubscribe, 'one_click')));
  const where = { workspaceId: ctx.workspaceId, messageId: message.messageId };
  const kinds = (await ctx.db.messageEvent.findMany({ where })).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'unsubscribed')).toHaveLength(1);
  // A minute may end between them: two at most.
  expect(kinds.filter((kind) => kind === 'clicked').length).toBeLessThanOrEqual(2);
  const withdrawn = { workspaceId: ctx.workspaceId, customerId: message.customerId, status: 'withdrawn' };
  expect(await ctx.db.consentEvent.count({ where: withdrawn })).toBe(1);
});

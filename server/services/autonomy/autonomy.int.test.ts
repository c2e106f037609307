import { v7 } from 'uuid';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, type WaitingReview, waitingReview } from '@/tests/factories/review';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { queuedTouch } from '@/tests/factories/touch';
import { decideReview, undoReview } from '../review';
import { autonomyOf, listAutonomy, listLevelChanges, setAutonomyLevel, watchLevels } from './index';

const PAIR = { agentId: 'cart_winback', action: 'cart_recovery' };
const change = { ...PAIR, level: 3, reason: 'It has earned it.' };

const levelOf = async (by: ServiceContext) =>
  (await listAutonomy(by)).find(({ action }) => action === PAIR.action)?.level;
const auditOf = (ctx: ServiceContext) =>
  ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `autonomy:${PAIR.agentId}/${PAIR.action}` },
    orderBy: { seq: 'asc' },
  });
const history = async (ctx: ServiceContext) => (await listLevelChanges(ctx, PAIR)).items;

describe('a level that is set by hand', () => {
  let ctx: ServiceContext;
  let admin: ServiceContext;
  beforeAll(async () => {
    ({ ctx } = await freshWorkspace());
    admin = await memberIn(ctx, 'admin', 'Ada');
  });

  it.each(['marketer', 'approver', 'executive'] as const)('is not for an %s', async (role) => {
    const before = await auditOf(ctx);
    const pat = await personIn(ctx.workspaceId, role);
    await expect(setAutonomyLevel(pat, change)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await auditOf(ctx)).toEqual(before);
    expect(await history(ctx)).toEqual([]);
  });

  it('holds in its workspace alone; history and audit log say who set it and why', async () => {
    const { ctx: other } = await freshWorkspace();
    const [start, elsewhere] = [await levelOf(admin), await levelOf(other)];
    expect(start).toBe(1);
    await setAutonomyLevel(admin, change);
    await setAutonomyLevel(admin, change);
    expect([await levelOf(admin), await levelOf(other)]).toEqual([3, elsewhere]);
    const [kept, ...more] = await history(admin);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ from: 1, to: 3, cause: 'override', reason: change.reason, by: 'Ada', at: admin.now });
    const [entry] = await auditOf(admin);
    const actor = admin.actor.kind === 'user' ? `user:${admin.actor.userId}` : '';
    expect(entry).toMatchObject({ actor, action: 'autonomy.overridden' });
    expect(JSON.parse(entry?.payload ?? '{}')).toMatchObject({ from: 1, to: 3, reason: change.reason });
    expect(await history(other)).toEqual([]);
  });

  it('goes both ways', async () => {
    await setAutonomyLevel(admin, { ...change, level: 0 });
    expect(await levelOf(admin)).toBe(0);
    expect((await history(admin)).map(({ from, to }) => [from, to])).toEqual([
      [3, 0],
      [1, 3],
    ]);
  });

  it.each([
    ['action', { action: 'nothing' }],
    ['level', { level: 4 }],
    ['reason', { reason: '  ' }],
  ])('is refused for a wrong %s', async (field, wrong) => {
    const answer = setAutonomyLevel(admin, { ...change, ...wrong });
    await expect(answer).rejects.toMatchObject({ code: 'invalid', details: { field } });
  });

  it('stays in a history that nobody can rewrite', async () => {
    const where = { workspaceId: ctx.workspaceId };
    await expect(ctx.db.autonomyLevelChange.updateMany({ where, data: { reason: 'None.' } })).rejects.toThrow(
      /append-only/,
    );
    await expect(ctx.db.autonomyLevelChange.deleteMany({ where })).rejects.toThrow(/append-only/);
  });
});

describe('verdicts', () => {
  let ctx: ServiceContext;
  let approver: ServiceContext;
  beforeEach(async () => {
    ctx = await reviewWorkspace();
    approver = await memberIn(ctx, 'approver', 'Ben');
  });

  const judge = ({ decisionId, version }: WaitingReview, verdict: 'approve' | 'reject') =>
    decideReview(approver, {
      decisionId,
      version,
      key: v7(),
      ...(verdict === 'approve' ? { verdict } : { verdict, reason: 'wrong_offer' }),
    });
  async function waiting(count: number): Promise<WaitingReview[]> {
    const found: WaitingReview[] = [];
    for (let index = 0; index < count; index++) found.push(await waitingReview(ctx));
    return found;
  }

  it('given by many at once are all counted, and raise the level once', async () => {
    const all = await waiting(12);
    await Promise.all(all.map((review) => judge(review, 'approve')));
    const [row] = (await autonomyOf(ctx, PAIR.agentId)).filter(({ action }) => action === PAIR.action);
    expect(row).toMatchObject({ level: 2, approvedStreak: 2, rejectedStreak: 0, levelSince: ctx.now });
    expect(row?.requirements).toMatchObject([
      { id: 'approvals', have: 2, need: 10 },
      { id: 'harm', isMet: true },
      { id: 'judged', have: 12, need: 30, isMet: false },
      { id: 'bound', isMet: false },
      { id: 'lift', isMet: false, text: expect.stringContaining('not enough data') },
    ]);
    expect(await history(ctx)).toMatchObject([
      { from: 1, to: 2, cause: 'approvals', by: 'Ben', evidence: { approvedStreak: 10, harm: { complaints: 0 } } },
    ]);
    expect((await auditOf(ctx)).map(({ action }) => action)).toEqual(['autonomy.raised']);
  });

  it('that reject in a row lower it at once; taken back, it stands as before', async () => {
    const [one, two, three] = await waiting(3);
    if (!one || !two || !three) throw new Error('Three were to wait.');
    await judge(one, 'reject');
    await judge(two, 'reject');
    expect(await levelOf(ctx)).toBe(1);
    await judge(three, 'reject');
    expect(await levelOf(ctx)).toBe(0);
    await undoReview(approver, { decisionId: three.decisionId });
    expect(await levelOf(ctx)).toBe(1);
    expect((await history(ctx)).map(({ cause }) => cause).toSorted()).toEqual(['rejections', 'undone']);
  });

  it('do not raise it while a complaint is fresh', async () => {
    const { messageId } = await queuedTouch(ctx);
    const at = { deliveredAt: moved(ctx.now, -3 * DAY), acceptedAt: moved(ctx.now, -3 * DAY) };
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } };
    await ctx.db.message.update({ where, data: { ...at, status: 'delivered', complainedAt: ctx.now } });
    // It was sent by itself; the level it was sent under is no longer held.
    await ctx.db.autonomy.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    const reviews = await waiting(11);
    for (const review of reviews.slice(0, 10)) await judge(review, 'approve');
    expect(await levelOf(ctx)).toBe(1);
    await ctx.db.message.update({ where, data: { complainedAt: moved(ctx.now, -20 * DAY) } });
    const [last] = reviews.slice(10);
    if (last) await judge(last, 'approve');
    expect(await levelOf(ctx)).toBe(2);
  });
});

describe('sampled review of what runs by itself', () => {
  it('puts the drawn share before a person, on the record; their approval confirms the level', async () => {
    const ctx = await reviewWorkspace({ review: { autonomousSampleShare: 1 } });
    const approver = await memberIn(ctx, 'approver', 'Ben');
    await setAutonomyLevel(ctx, change);
    await approvedOffer(ctx);
    const { decision, decisionId, version } = await waitingReview(ctx);
    expect(decision).toMatchObject({ outcome: 'in_review', autonomyLevel: 3 });
    expect(decision.reasons).toContainEqual(expect.objectContaining({ factor: 'sampled_review', value: 1 }));
    const made = await ctx.db.auditEntry.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}` },
    });
    expect(JSON.parse(made.payload)).toMatchObject({ outcome: 'in_review', autonomyLevel: 3, isSampled: true });
    const standing = async () =>
      (await autonomyOf(ctx, PAIR.agentId)).find(({ action }) => action === PAIR.action)?.sampled;
    const counted = { days: 30, share: 1, drawn: 1, waiting: 1, approved: 0, edited: 0, rejected: 0 };
    expect(await standing()).toEqual(counted);

    const later = (person: ServiceContext, days: number) => ({ ...person, now: moved(ctx.now, days * DAY) });
    await decideReview(later(approver, 0.5), { decisionId, version, key: v7(), verdict: 'approve' });
    expect(await standing()).toEqual({ ...counted, waiting: 0, approved: 1 });
    expect(await watchLevels(later(ctx, 30))).toEqual({ lowered: 0 });
    expect(await watchLevels(later(ctx, 31))).toEqual({ lowered: 1 });
  });

  it('draws nobody where a person sees every decision anyway', async () => {
    const ctx = await reviewWorkspace({ review: { autonomousSampleShare: 1 } });
    const { decision } = await waitingReview(ctx);
    expect(JSON.stringify(decision.reasons)).not.toContain('sampled_review');
    const [row] = (await autonomyOf(ctx, PAIR.agentId)).filter(({ action }) => action === PAIR.action);
    expect(row?.sampled).toBeNull();
  });
});

describe('a level falls by itself', () => {
  let ctx: ServiceContext;
  beforeEach(async () => {
    ({ ctx } = await freshWorkspace());
    await setAutonomyLevel(ctx, change);
  });
  const later = (days: number): ServiceContext => ({ ...ctx, now: moved(ctx.now, days * DAY) });

  /** A delivered message of the pair, a day after the level was given. */
  async function delivered(customerSays: object = {}) {
    const touch = await queuedTouch(ctx);
    const at = moved(ctx.now, DAY);
    await ctx.db.message.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: touch.messageId } },
      data: { status: 'delivered', acceptedAt: at, deliveredAt: at, ...customerSays },
    });
    return touch;
  }

  async function withdraw(customerId: string, occurredAt: Date) {
    const word = { channel: 'email', purpose: 'marketing', status: 'withdrawn', source: 'shop', actor: 'customer' };
    await ctx.db.consentEvent.create({
      data: { ...word, id: v7(), workspaceId: ctx.workspaceId, customerId, occurredAt, evidence: v7() },
    });
  }

  it('after 30 days nobody confirmed, by one each time', async () => {
    expect(await watchLevels(later(29))).toEqual({ lowered: 0 });
    expect(await watchLevels(later(30))).toEqual({ lowered: 1 });
    expect(await watchLevels(later(31))).toEqual({ lowered: 0 });
    expect(await watchLevels(later(60))).toEqual({ lowered: 1 });
    expect(await watchLevels(later(900))).toEqual({ lowered: 0 });
    expect((await history(ctx)).map(({ cause, to, by }) => [cause, to, by])).toEqual([
      ['unconfirmed', 1, null],
      ['unconfirmed', 2, null],
      ['override', 3, null],
    ]);
  });

  it('for a message that left without consent, as was told later, once', async () => {
    const { customerId, decisionId } = await delivered();
    expect(await watchLevels(later(2))).toEqual({ lowered: 0 });
    await withdraw(customerId, moved(ctx.now, DAY / 2));
    expect(await watchLevels(later(2))).toEqual({ lowered: 1 });
    expect(await watchLevels(later(3))).toEqual({ lowered: 0 });
    expect(await history(ctx)).toMatchObject([
      { from: 3, to: 2, cause: 'breach', evidence: { guardrail: 'consent', decisions: [decisionId] } },
      { cause: 'override' },
    ]);
  });

  it('not for who leaves after the message', async () => {
    const { customerId } = await delivered();
    await withdraw(customerId, moved(ctx.now, 1.5 * DAY));
    expect(await watchLevels(later(2))).toEqual({ lowered: 0 });
  });

  it('in a wave of complaints', async () => {
    const policy = await ctx.db.policyVersion.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const document = { ...(policy.document as object), autonomy: { touchesToJudge: 3 } };
    await rewritePolicy(ctx, document);
    for (let index = 0; index < 3; index++) await delivered({ complainedAt: moved(ctx.now, DAY) });
    expect(await watchLevels(later(2))).toEqual({ lowered: 1 });
    expect(await watchLevels(later(3))).toEqual({ lowered: 0 });
    expect(await history(ctx)).toMatchObject([
      { from: 3, to: 2, cause: 'anomaly', evidence: { touches: 3, complaints: 3 } },
      { cause: 'override' },
    ]);
  });

  it('in its own workspace alone', async () => {
    const { ctx: other } = await freshWorkspace();
    await setAutonomyLevel(other, change);
    await watchLevels(later(30));
    expect([await levelOf(ctx), await levelOf(other)]).toEqual([2, 3]);
  });
});

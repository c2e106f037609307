import { beforeEach, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { campaignDocument } from '@/tests/factories/campaign';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { shopper } from '@/tests/factories/shopper';
import { approveCampaign, createCampaign, decideCampaigns, moveCampaign } from '../campaigns';
import { decideDormant } from '../decisions';
import { assignReview, casesFor, decideReview, getReview, requestChanges, snoozeReview, undoReview } from './index';

const SECOND = 1_000;
const DAY = 86_400_000;

let ctx: ServiceContext;
let dana: ServiceContext;
let pat: ServiceContext;

beforeEach(async () => {
  ctx = await reviewWorkspace();
  dana = await memberIn(ctx, 'approver', 'Dana');
  pat = await memberIn(ctx, 'approver', 'Pat');
});

const later = (person: ServiceContext, ms: number) => ({ ...person, now: new Date(ctx.now.getTime() + ms) });
const reject = (who: ServiceContext, { decisionId, version }: { decisionId: string; version: number }) =>
  decideReview(who, { decisionId, version, verdict: 'reject', reason: 'wrong_time' });
const key = { agentId: 'cart_winback', action: 'cart_recovery' };
const autonomyOf = async () => {
  const { level, approvedStreak, rejectedStreak, levelSince, confirmedAt } = await ctx.db.autonomy.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, ...key },
  });
  return { level, approvedStreak, rejectedStreak, levelSince, confirmedAt };
};
const setAutonomy = (changes: { level?: number; approvedStreak?: number; rejectedStreak?: number }) => {
  const since = new Date(ctx.now.getTime() - 9 * DAY);
  const data = { ...key, level: 1, levelSince: since, confirmedAt: since, ...changes };
  return ctx.db.autonomy.create({ data: { workspaceId: ctx.workspaceId, ...data } });
};

describe('a rejection that is taken back', () => {
  it('leaves what people had arranged as it was', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const { actor } = pat;
    await assignReview(dana, { decisionId, userId: actor.kind === 'user' ? actor.userId : null });
    await requestChanges(dana, { decisionId, note: 'A warmer greeting.' });
    await snoozeReview(dana, { decisionId, until: new Date(ctx.now.getTime() + 60 * SECOND) });
    const { desk } = await getReview(pat, { decisionId });
    expect(desk).toMatchObject({ assignee: { name: 'Pat' }, changes: { note: 'A warmer greeting.', by: 'Dana' } });
    await reject(pat, { decisionId, version });
    await undoReview(later(pat, 5 * SECOND), { decisionId });
    expect((await getReview(pat, { decisionId })).desk).toEqual(desk);
  });

  it('leaves no case', async () => {
    const waiting = await waitingReview(ctx);
    await reject(dana, waiting);
    expect(await casesFor(dana, key)).toHaveLength(1);
    await undoReview(dana, waiting);
    expect(await casesFor(dana, key)).toEqual([]);
  });

  it('gives the level back with the day since which it stood and was confirmed', async () => {
    await setAutonomy({ rejectedStreak: 2 });
    const before = await autonomyOf();
    const waiting = await waitingReview(ctx);
    await reject(dana, waiting);
    expect((await autonomyOf()).level).toBe(0);
    await undoReview(later(dana, 5 * SECOND), waiting);
    expect(await autonomyOf()).toEqual(before);
  });

  it('gives the row of approvals back also where a colleague approved another meanwhile', async () => {
    await setAutonomy({ approvedStreak: 4 });
    const [first, second] = [await waitingReview(ctx), await waitingReview(ctx)];
    await reject(dana, first);
    await decideReview(pat, { decisionId: second.decisionId, version: second.version, verdict: 'approve' });
    await undoReview(dana, first);
    expect(await autonomyOf()).toMatchObject({ level: 1, approvedStreak: 5, rejectedStreak: 0 });
  });

  it('gives the level back also where a colleague rejected another meanwhile', async () => {
    await setAutonomy({ level: 2, rejectedStreak: 2 });
    const [first, second] = [await waitingReview(ctx), await waitingReview(ctx)];
    await reject(dana, first);
    await reject(pat, second);
    expect(await autonomyOf()).toMatchObject({ level: 1, rejectedStreak: 1 });
    await undoReview(dana, first);
    // Of three in a row two were meant: hers is the third no more, his is.
    expect(await autonomyOf()).toMatchObject({ level: 1, rejectedStreak: 0 });
  });

  it('lets a win-back series go on where it stood', async () => {
    const away = new Date(ctx.now.getTime() - 120 * DAY);
    const customer = await shopper(ctx, { lastEngagedAt: away, lastOrderAt: away });
    await decideDormant(ctx, { limit: 10 });
    const decision = await ctx.db.decision.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, customerId: customer.id },
    });
    expect(decision.outcome).toBe('in_review');
    const spellOf = () => ctx.db.winbackSpell.findFirstOrThrow({ where: { customerId: customer.id } });
    const before = await spellOf();
    await reject(dana, { decisionId: decision.id, version: decision.version });
    expect((await spellOf()).endedAs).toBe('stopped');
    await undoReview(dana, { decisionId: decision.id });
    expect(await spellOf()).toEqual(before);
  });

  it('lets a campaign’s way go on where it stood, also where the sweep had ended it', async () => {
    const customer = await onCampaign();
    const [decision] = await ctx.db.decision.findMany({ where: { customerId: customer.id } });
    if (!decision) throw new Error('The campaign decided nothing.');
    const wayOf = () => ctx.db.campaignEnrolment.findFirstOrThrow({ where: { customerId: customer.id } });
    const before = await wayOf();
    expect(before.nextStepAt).not.toBeNull();
    await reject(dana, { decisionId: decision.id, version: decision.version });
    await decideCampaigns(later(ctx, 2 * SECOND), { limit: 10 });
    expect((await wayOf()).endedAs).toBe('stopped');
    await undoReview(later(dana, 5 * SECOND), { decisionId: decision.id });
    expect(await wayOf()).toEqual(before);
  });
});

/** A newcomer whose first message of a campaign of two waits for a person. */
async function onCampaign() {
  const step = { channel: 'email', template: 'campaign-welcome', percentOff: 0, timing: 'at_once' } as const;
  const document = campaignDocument({
    steps: [
      { ...step, day: 1 },
      { ...step, day: 4, template: 'campaign-news' },
    ],
  });
  const mo = await memberIn(ctx, 'marketer', 'Mo');
  const launchedAt = { now: new Date(ctx.now.getTime() - 3 * DAY) };
  const { id } = await createCampaign({ ...mo, ...launchedAt }, { document });
  const at = { campaignId: id, revision: 1 };
  await moveCampaign({ ...mo, ...launchedAt }, { ...at, move: 'submit' });
  await approveCampaign({ ...dana, ...launchedAt }, at);
  await moveCampaign({ ...mo, ...launchedAt }, { ...at, move: 'launch' });
  const customer = await shopper(ctx, {
    signedUpAt: new Date(ctx.now.getTime() - DAY),
    orderCount: 0,
    lastOrderAt: null,
    lifetimeValueCents: 0,
  });
  await decideCampaigns(ctx, { limit: 10 });
  return customer;
}

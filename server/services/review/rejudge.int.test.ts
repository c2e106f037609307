import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { decideIdleCarts, getDecision } from '../decisions';
import { activePolicy, applyDocument, rollBack } from '../policies';
import { decideReview, getReview, listReviews, rejudgeReviews, rejudgeTurnOf } from './index';

let ctx: ServiceContext;
let dana: ServiceContext;
let ada: ServiceContext;

beforeEach(async () => {
  ctx = await reviewWorkspace();
  dana = await memberIn(ctx, 'approver', 'Dana');
  ada = await memberIn(ctx, 'admin', 'Ada');
});

const { financial } = DEFAULT_POLICY;
/** Puts a policy in force; answers its version. */
async function activate(changes: object): Promise<number> {
  const { document } = await activePolicy(ctx);
  const activation = await applyDocument(ctx, {
    document: { ...document, ...changes },
    reason: 'A test of judging again.',
    acceptWarnings: true,
  });
  if (!activation.ok) throw new Error(`Not activated: ${JSON.stringify(activation)}`);
  return activation.version;
}
/** Blocks whatever gives a discount. */
const forbidDiscounts = () => activate({ financial: { ...financial, marginFloorPercent: 95 } });
/** Asks a person about customers of some value. */
const askForMore = () => activate({ financial: { ...financial, salesCents: 10_000, vipCents: 10_000 } });
const rowOf = (id: string) =>
  ctx.db.decision.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const idsIn = async (queue: 'all' | 'held') => (await listReviews(dana, { queue })).items.map(({ id }) => id);

/** What speaks against an activation. */
async function warned(activation: ReturnType<typeof rollBack>) {
  const answer = await activation;
  return answer.ok ? { findings: [] } : answer;
}

describe('after another policy came into force', () => {
  it('what waits is judged again once, is marked, and whoever has it open looks again', async () => {
    const { decisionId, version, decision } = await waitingReview(ctx);
    const before = await getReview(dana, { decisionId });
    expect(before.rejudged).toBeNull();
    const policyVersion = await askForMore();
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0 });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 0, ended: 0 });

    const shown = await getReview(dana, { decisionId });
    expect(shown.version).toBe(version + 1);
    expect(shown.rejudged).toMatchObject({ cause: 'policy', wasVersion: 1, policyVersion });
    expect(shown.rejudged?.changes.map(({ rule }) => rule)).toContain('financial.vip');
    expect(shown.risk).toBe('high');
    expect((await listReviews(dana, { queue: 'high' })).items.map(({ id }) => id)).toContain(decisionId);
    await expect(decideReview(dana, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`Judged again under policy version ${policyVersion} since you opened it.`),
    });
    // The record of what was decided stays as it was audited.
    expect(await wholeDecisions(ctx, { id: decisionId })).toMatchObject([{ verdicts: decision.verdicts }]);
    const { record, history } = await getDecision(dana, { decisionId });
    expect(record).toBe('matches');
    expect(history.map(({ action }) => action)).toContain('review.rejudged');
    expect(await decideReview(ada, { decisionId, version: version + 1, verdict: 'approve' })).toMatchObject({
      outcome: 'approved',
    });
  });

  it('what is blocked now leaves the inbox as held, with the reason', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const policyVersion = await forbidDiscounts();
    expect(await rejudgeTurnOf(ctx)).toMatchObject({ done: true });
    const row = await rowOf(decisionId);
    expect(row).toMatchObject({ outcome: 'blocked', version: version + 1, sendAt: null });
    expect(row.outcomeReason).toContain(`Judged again under policy version ${policyVersion}: `);
    expect(await idsIn('all')).not.toContain(decisionId);
    expect(await idsIn('held')).toContain(decisionId);
    expect((await listReviews(dana, {})).counts).toMatchObject({ all: 0, held: 1 });
    await expect(decideReview(dana, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('It waits no longer. Judged again under policy version'),
    });
  });

  it('what says the same as before stays the same for whoever has it open', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const policyVersion = await activate({ review: { ...DEFAULT_POLICY.review, slaMinutes: 6 } });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0 });
    expect(await getReview(dana, { decisionId })).toMatchObject({
      version,
      rejudged: { policyVersion, changes: [] },
    });
  });

  it('a roll-back is judged as well, from what was said last', async () => {
    const { decisionId } = await waitingReview(ctx);
    const asked = await askForMore();
    await rejudgeReviews(ctx);
    const consent = { version: 1, reason: 'As it was.', liveVersion: asked };
    const { findings } = await warned(rollBack(ada, { ...consent, acceptedFindings: [] }));
    const back = await rollBack(ada, { ...consent, acceptedFindings: findings.map(({ id }) => id) });
    if (!back.ok) throw new Error(JSON.stringify(back));
    await rejudgeReviews(ctx);
    const { rejudged, risk } = await getReview(dana, { decisionId });
    expect(rejudged).toMatchObject({ wasVersion: asked, policyVersion: back.version });
    expect(rejudged?.changes.map(({ rule }) => rule)).toContain('financial.vip');
    expect(risk).not.toBe('high');
  });

  it('goes on behind its last batch, and leaves what a person is judging to them', async () => {
    for (let count = 0; count < 52; count++) await idleCart(ctx, (await shopper(ctx)).id);
    await decideIdleCarts(ctx, { limit: 100 });
    await askForMore();
    expect(await rejudgeTurnOf(ctx)).toMatchObject({ done: false });
    const [held] = await ctx.db.$queryRaw<{ id: string }[]>`
      SELECT d.id FROM decision d WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND NOT EXISTS (
        SELECT 1 FROM review_rejudgement j WHERE j.workspace_id = d.workspace_id AND j.decision_id = d.id) LIMIT 1`;
    if (!held) throw new Error('All are judged.');
    await ctx.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM decision WHERE id = ${held.id}::uuid FOR UPDATE`;
      expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0 });
    });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0 });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 0, ended: 0 });
  });
});

describe('after a campaign changed', () => {
  it('its waiting decisions are judged again, and no others', async () => {
    const [ours, other] = [await waitingReview(ctx), await waitingReview(ctx)];
    const id = '01900000-0000-7000-8000-0000000000c1';
    const long = new Date(ctx.now.getTime() - 86_400_000);
    await ctx.db.campaign.create({
      data: {
        workspaceId: ctx.workspaceId,
        id,
        name: 'Welcome',
        document: {},
        sectionAuthors: {},
        createdAt: long,
        updatedAt: long,
      },
    });
    const chosen = JSON.parse(JSON.stringify({ ...(ours.decision.chosen as object), campaignId: id }));
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: ours.decisionId },
      data: { chosen },
    });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 0, ended: 0 });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 5_000) };
    await ctx.db.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, id },
      data: { updatedAt: new Date(ctx.now.getTime() + 1_000) },
    });
    expect(await rejudgeReviews(later)).toEqual({ rejudged: 1, ended: 0 });
    expect((await getReview(dana, ours)).rejudged).toMatchObject({ cause: 'campaign' });
    expect((await getReview(dana, other)).rejudged).toBeNull();
  });
});

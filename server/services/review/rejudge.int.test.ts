import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { decideIdleCarts, getDecision } from '../decisions';
import { activePolicy, applyDocument, createDraft, rollBack, saveDraft } from '../policies';
import { decideReview, foreseeReviews, getReview, listReviews, rejudgeReviews, rejudgeTurnOf } from './index';

let ctx: ServiceContext;
let dana: ServiceContext;
let ada: ServiceContext;

beforeEach(async () => {
  ctx = await reviewWorkspace();
  dana = await memberIn(ctx, 'approver', 'Dana');
  ada = await memberIn(ctx, 'admin', 'Ada');
});

const { financial } = DEFAULT_POLICY;
const NOTHING = { rejudged: 0, ended: 0, revived: 0 };
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
const allowDiscounts = () => activate({ financial });
/** Asks a person about customers of some value. */
const askForMore = () => activate({ financial: { ...financial, salesCents: 10_000, vipCents: 10_000 } });
const rowOf = (id: string) =>
  ctx.db.decision.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const idsIn = async (queue: 'all' | 'snoozed' | 'held') =>
  (await listReviews(dana, { queue })).items.map(({ id }) => id);

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
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0, revived: 0 });
    expect(await rejudgeReviews(ctx)).toEqual(NOTHING);

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
    const waitedWith = (await getReview(dana, { decisionId })).risk;
    expect(waitedWith).not.toBe('high');
    const policyVersion = await forbidDiscounts();
    expect(await rejudgeTurnOf(ctx)).toMatchObject({ done: true });
    const row = await rowOf(decisionId);
    expect(row).toMatchObject({ outcome: 'blocked', version: version + 1, sendAt: null });
    expect(row.outcomeReason).toContain(`Judged again under policy version ${policyVersion}: `);
    expect(await idsIn('all')).not.toContain(decisionId);
    expect(await idsIn('held')).toContain(decisionId);
    // That it is blocked is said of it already: its risk is the one it waited with.
    const [held] = (await listReviews(dana, { queue: 'held' })).items;
    expect(held?.risk).toBe(waitedWith);
    expect((await getReview(dana, { decisionId })).risk).toBe(waitedWith);
    expect((await listReviews(dana, { queue: 'held', risk: waitedWith })).total).toBe(1);
    expect(await idsIn('snoozed')).toEqual([]);
    expect((await listReviews(dana, {})).counts).toMatchObject({ all: 0, snoozed: 0, held: 1 });
    await expect(decideReview(dana, { decisionId, version, verdict: 'approve' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('It waits no longer. Judged again under policy version'),
    });
  });

  it('what says the same as before stays the same for whoever has it open', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    const policyVersion = await activate({ review: { ...DEFAULT_POLICY.review, slaMinutes: 6 } });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0, revived: 0 });
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

  it('what an activation blocked waits again once a later policy lets it, as it did', async () => {
    const { decisionId } = await waitingReview(ctx);
    const before = await rowOf(decisionId);
    const strict = await forbidDiscounts();
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 1, revived: 0 });
    expect(await rejudgeReviews(ctx)).toEqual(NOTHING);
    const calm = await allowDiscounts();
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0, revived: 1 });
    expect(await rejudgeReviews(ctx)).toEqual(NOTHING);
    const { outcome, sendAt, outcomeReason, reviewBy } = before;
    expect(await rowOf(decisionId)).toMatchObject({ outcome, sendAt, outcomeReason, reviewBy });
    expect(await idsIn('all')).toContain(decisionId);
    expect(await idsIn('held')).not.toContain(decisionId);
    const shown = await getReview(dana, { decisionId });
    expect(shown.rejudged).toMatchObject({ wasVersion: strict, policyVersion: calm });
    const { version } = shown;
    expect(await decideReview(dana, { decisionId, version, verdict: 'approve' })).toMatchObject({
      outcome: 'approved',
    });
  });

  it('what it blocked stays blocked once its moment has passed, or another decision waits for the customer', async () => {
    const [late, replaced] = [await waitingReview(ctx), await waitingReview(ctx)];
    await forbidDiscounts();
    expect(await rejudgeReviews(ctx)).toMatchObject({ ended: 2 });
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId, id: late.decisionId },
      data: { reviewBy: ctx.now },
    });
    await allowDiscounts();
    const at = { ...ctx, now: new Date(ctx.now.getTime() + 3_600_000) };
    await idleCart(at, replaced.customerId);
    expect(await decideIdleCarts(at, { limit: 10 })).toMatchObject({ decided: 1 });
    expect(await rejudgeReviews(at)).toEqual(NOTHING);
    expect(await rowOf(late.decisionId)).toMatchObject({ outcome: 'blocked' });
    expect(await rowOf(replaced.decisionId)).toMatchObject({ outcome: 'blocked' });
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
      expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0, revived: 0 });
    });
    expect(await rejudgeReviews(ctx)).toEqual({ rejudged: 1, ended: 0, revived: 0 });
    expect(await rejudgeReviews(ctx)).toEqual(NOTHING);
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
    expect(await rejudgeReviews(ctx)).toEqual(NOTHING);
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 5_000) };
    await ctx.db.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, id },
      data: { updatedAt: new Date(ctx.now.getTime() + 1_000) },
    });
    expect(await rejudgeReviews(later)).toEqual({ rejudged: 1, ended: 0, revived: 0 });
    expect((await getReview(dana, ours)).rejudged).toMatchObject({ cause: 'campaign' });
    expect((await getReview(dana, other)).rejudged).toBeNull();
  });
});

describe('before a policy comes into force', () => {
  it('says how many it would block and bring back, and does none of it', async () => {
    const [first] = [await waitingReview(ctx), await waitingReview(ctx)];
    const { document } = await activePolicy(ctx);
    const { id: draftId, revision } = await createDraft(ada, { name: 'Stricter' });
    const strict = { ...document, financial: { ...financial, marginFloorPercent: 95 } };
    await saveDraft(ada, { draftId, revision, name: 'Stricter', document: strict });
    const tried = { kind: 'draft', draftId } as const;
    const none = { total: 0, judged: 0, revived: 0 };
    expect(await foreseeReviews(ada, { tried })).toEqual({
      waiting: { total: 2, judged: 2, blocked: 2, changed: 0 },
      held: none,
      leaving: { total: 0, judged: 0, stopped: 0 },
    });
    expect(await rowOf(first.decisionId)).toMatchObject({ outcome: 'in_review', version: first.version });
    await expect(foreseeReviews(dana, { tried })).rejects.toMatchObject({ code: 'forbidden' });

    await forbidDiscounts();
    await rejudgeReviews(ctx);
    const back = { kind: 'version', version: 1 } as const;
    expect(await foreseeReviews(ada, { tried: back })).toEqual({
      waiting: { total: 0, judged: 0, blocked: 0, changed: 0 },
      held: { total: 2, judged: 2, revived: 2 },
      leaving: { total: 0, judged: 0, stopped: 0 },
    });
    expect(await foreseeReviews(ada, { tried })).toMatchObject({ held: { revived: 0 } });
  });

  it('says which approved messages it would stop before they leave', async () => {
    const { decisionId, version } = await waitingReview(ctx);
    await decideReview(dana, { decisionId, version, verdict: 'approve' });
    const { document } = await activePolicy(ctx);
    const tryOut = async (name: string, policy: typeof document) => {
      const { id: draftId, revision } = await createDraft(ada, { name });
      await saveDraft(ada, { draftId, revision, name, document: policy });
      return (await foreseeReviews(ada, { tried: { kind: 'draft', draftId } })).leaving;
    };
    const { total, stopped } = await tryOut('No codes', {
      ...document,
      financial: { ...document.financial, marginFloorPercent: 95 },
    });
    expect(total).toBeGreaterThan(0);
    expect(stopped).toBe(total);
    expect((await tryOut('As it is', document)).stopped).toBe(0);
    expect(await rowOf(decisionId)).toMatchObject({ outcome: 'approved' });
  });

  it('says of many the least, and how many there are', async () => {
    for (let count = 0; count < 201; count++) await idleCart(ctx, (await shopper(ctx)).id);
    await decideIdleCarts(ctx, { limit: 300 });
    const { id: draftId } = await createDraft(ada, { name: 'The same' });
    expect((await foreseeReviews(ada, { tried: { kind: 'draft', draftId } })).waiting).toEqual({
      total: 201,
      judged: 200,
      blocked: 0,
      changed: 0,
    });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { DEFAULT_POLICY, Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { recordedDecisions } from '@/tests/factories/recorded-decisions';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { NOON } from '@/tests/factories/snapshot';
import { decideIdleCarts, getDecision } from '../decisions';
import { activePolicy, createDraft, saveDraft } from '../policies';
import { decideReview } from '../review';
import {
  cancelReplay,
  getReplay,
  getReplayedReceipt,
  listReplayChanges,
  listReplays,
  replayTurn,
  silentReplays,
  startReplay,
} from '.';

const DAY = 86_400_000;
const DECISIONS = 10_000;
/** The last of them, one a minute: enough for all but the proof that nothing is otherwise. */
const LATEST = 3_000;
/** Batch after batch until it is over. */
const FOREVER = 120_000;

let ctx: ServiceContext;
let marketer: ServiceContext;
let live: PolicyInForce;
const everything = () => ({ from: new Date(ctx.now.getTime() - 30 * DAY), to: ctx.now });
const latest = () => ({ from: new Date(ctx.now.getTime() - LATEST * 60_000), to: ctx.now });
const where = () => ({ workspaceId: ctx.workspaceId });

async function draftOf(document: Policy): Promise<{ kind: 'draft'; draftId: string }> {
  const { id } = await createDraft(marketer, { name: 'Calmer' });
  await saveDraft(marketer, { draftId: id, revision: 1, name: 'Calmer', document });
  return { kind: 'draft', draftId: id };
}

const calmer = () => Policy.parse({ ...live.document, contact: { ...live.document.contact, emailsPerWindow: 1 } });
const auditOf = async (runId: string) =>
  (
    await ctx.db.auditEntry.findMany({ where: { ...where(), subject: `replay:${runId}` }, orderBy: { seq: 'asc' } })
  ).map(({ action }) => action);

beforeAll(async () => {
  const fresh = await freshWorkspace({ virtualNow: NOON });
  ctx = fresh.ctx;
  live = await activePolicy(ctx);
  marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), now: ctx.now };
  await recordedDecisions(ctx, live, DECISIONS);
}, 300_000);

describe('decisions made by the product, replayed under the policy they were made under', () => {
  it('come out to the last word as they stand on record, ten thousand of them', async () => {
    const outcomes = await ctx.db.decision.groupBy({ by: ['outcome'], where: where() });
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      ...['blocked', 'held_out', 'in_review', 'scheduled', 'skipped'],
    ]);
    const { id: runId } = await startReplay(marketer, { tried: { kind: 'then' }, ...everything() });
    expect(await replayTurn(ctx, { runId, budgetMs: FOREVER })).toEqual({ done: true, status: 'completed' });
    expect((await listReplayChanges(marketer, { runId, areGaps: true })).items).toEqual([]);
    const { tally, done } = await getReplay(marketer, { runId });
    // Every one of them was decided again: the proof takes nothing on trust.
    const { same, changed, untouched } = tally;
    expect({ done, same, changed, untouched }).toEqual({ done: DECISIONS, same: DECISIONS, changed: 0, untouched: 0 });
    expect(tally.outcomes.after).toEqual(tally.outcomes.before);
    expect(await auditOf(runId)).toEqual(['replay.started', 'replay.completed']);
  }, 300_000);

  it('name the one that somebody changed', async () => {
    const one = await ctx.db.decision.findFirstOrThrow({ where: { ...where(), outcome: 'scheduled' } });
    const at = { workspaceId_id: { workspaceId: ctx.workspaceId, id: one.id } };
    await ctx.db.decision.update({ where: at, data: { heldOut: true } });
    const period = { from: one.decidedAt, to: new Date(one.decidedAt.getTime() + 1) };
    const { id: runId } = await startReplay(marketer, { tried: { kind: 'then' }, ...period });
    await replayTurn(ctx, { runId, budgetMs: FOREVER });
    await ctx.db.decision.update({ where: at, data: { heldOut: false } });
    const { items } = await listReplayChanges(marketer, { runId, areGaps: true });
    expect(items).toMatchObject([{ decisionId: one.id, gap: 'differs', detail: 'heldOut' }]);
  }, 60_000);
});

describe('decisions that a policy cannot change', () => {
  const replayed = async (document: Policy, period = latest()) => {
    const tried = { kind: 'document', name: 'p.json', document: { ...document } } as const;
    const { id: runId } = await startReplay(marketer, { tried, ...period });
    await replayTurn(ctx, { runId, budgetMs: FOREVER });
    return { runId, ...(await getReplay(marketer, { runId })) };
  };
  const changesOf = (runId: string) =>
    ctx.db.replayChange.findMany({
      where: { ...where(), runId },
      select: { decisionId: true, kinds: true, rules: true, before: true, after: true },
      orderBy: { decisionId: 'asc' },
    });
  const forget = () => ctx.db.decisionFootprint.deleteMany({ where: where() });

  const ofSeveral = () => {
    const { contact, words, financial } = live.document;
    return Policy.parse({
      ...live.document,
      contact: { ...contact, engagementFloor: contact.engagementFloor + 0.1, sendsPerDay: 2 },
      words: { ...words, brandScore: words.brandScore - 0.1 },
      financial: { ...financial, passBelowPercent: financial.passBelowPercent + 3 },
    });
  };

  it.each([
    ['one threshold', calmer],
    ['several', ofSeveral],
  ])(
    'are not decided again, and everything is found that deciding them again finds: %s',
    async (_name, draft) => {
      const sieved = await replayed(draft());
      expect(sieved.tally.untouched).toBeGreaterThan(LATEST / 3);
      expect(sieved.tally.untouched).toBeLessThan(sieved.tally.same);
      await forget();
      const whole = await replayed(draft());
      expect(whole.tally.untouched).toBe(0);
      expect(await changesOf(sieved.runId)).toEqual(await changesOf(whole.runId));
      const { untouched: _one, value, discount, discountAtMost, valueByItself, ...counts } = sieved.tally;
      expect(whole.tally).toMatchObject(counts);
      for (const [kind, money] of Object.entries({ value, discount, discountAtMost, valueByItself })) {
        for (const [side, { count, mean, squares }] of Object.entries(money)) {
          const same = whole.tally[kind as 'value'][side as 'before'];
          expect(same.count).toBe(count);
          expect(same.mean).toBeCloseTo(mean, 6);
          expect(same.squares / Math.max(1, squares)).toBeCloseTo(squares === 0 ? 0 : 1, 6);
        }
      }
      // Deciding them again has brought to light what they depend on.
      expect((await replayed(draft())).tally.untouched).toBe(sieved.tally.untouched);
    },
    180_000,
  );

  it('are all of them where nothing differs, and none where other code has decided', async () => {
    const all = await replayed(live.document);
    expect(all.tally).toMatchObject({ same: LATEST, changed: 0, untouched: LATEST });
    await ctx.db.decisionFootprint.updateMany({ where: where(), data: { code: 'of another time' } });
    const none = await replayed(live.document);
    expect(none.tally).toMatchObject({ same: LATEST, changed: 0, untouched: 0 });
    expect((await replayed(live.document)).tally.untouched).toBe(LATEST);
  }, 180_000);
});

describe('a draft that allows fewer e-mails', () => {
  it('is replayed in turns, by two at once, and each decision counts once', async () => {
    const { id: runId } = await startReplay(marketer, { tried: await draftOf(calmer()), ...latest() });
    // A turn without time does one batch, as one that was killed after it.
    expect(await replayTurn(ctx, { runId, budgetMs: 0 })).toEqual({ done: false, status: 'running' });
    const soFar = await getReplay(marketer, { runId });
    expect(soFar.done).toBeGreaterThan(0);
    expect(soFar.done).toBeLessThan(LATEST);
    await Promise.all([replayTurn(ctx, { runId, budgetMs: 0 }), replayTurn(ctx, { runId, budgetMs: 0 })]);
    await replayTurn(ctx, { runId, budgetMs: FOREVER });
    const { tally, totals, total, status } = await getReplay(marketer, { runId });
    expect({ status, total, gaps: tally.gaps }).toEqual({ status: 'completed', total: LATEST, gaps: {} });
    expect(tally.same + tally.changed).toBe(LATEST);
    expect(tally.changed).toBeGreaterThan(20);
    expect(await ctx.db.replayChange.count({ where: { ...where(), runId } })).toBe(tally.changed);
    expect(Object.keys(tally.rules)).toContain('spam.frequency');
    const { before, after, difference } = totals.value;
    if (!before || !after || !difference) throw new Error('There are no sums of money.');
    expect(difference.total).toBeLessThan(0);
    expect(difference.total).toBeCloseTo(after.total - before.total, 3);
    expect(difference.low).toBeLessThan(difference.total);
    expect(difference.high).toBeGreaterThan(difference.total);

    const { items } = await listReplayChanges(marketer, { runId, kind: 'outcome', to: 'blocked', limit: 5 });
    const [first] = items;
    if (!first) throw new Error('Nothing is blocked by a smaller cap.');
    expect(first.rules).toContain('spam.frequency');
    const receipt = await getReplayedReceipt(marketer, { runId, decisionId: first.decisionId });
    expect(receipt.before.answer).toEqual(first.before);
    expect(receipt.after.answer).toEqual(first.after);
    expect(receipt.after.verdicts.find(({ guardrail }) => guardrail === 'spam')?.verdict).toBe('block');
    expect((await listReplays(marketer)).map(({ id }) => id)).toContain(runId);
  }, 180_000);

  it('stops when it is cancelled, keeps what it found, and is found again when it fell silent', async () => {
    const { id: runId } = await startReplay(marketer, { tried: await draftOf(calmer()), ...latest() });
    await replayTurn(ctx, { runId, budgetMs: 0 });
    const later = new Date(Date.now() + DAY);
    expect(await silentReplays(later)).toContainEqual({ workspaceId: ctx.workspaceId, runId });
    expect(await silentReplays(new Date())).not.toContainEqual({ workspaceId: ctx.workspaceId, runId });
    const { done } = await cancelReplay(marketer, { runId });
    expect(await replayTurn(ctx, { runId, budgetMs: FOREVER })).toEqual({ done: true, status: 'cancelled' });
    expect(await getReplay(marketer, { runId })).toMatchObject({ done, status: 'cancelled' });
    await expect(cancelReplay(marketer, { runId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await auditOf(runId)).toEqual(['replay.started', 'replay.cancelled']);
    expect(await silentReplays(later)).not.toContainEqual({ workspaceId: ctx.workspaceId, runId });
  }, 60_000);
});

describe('carts decided, approved and sent on the real road', () => {
  it('replay as they were made, though an approval and an edit wrote to them', async () => {
    const { ctx: shop } = await freshWorkspace();
    await activePolicy(shop);
    await product(shop, { sku: 'KETTLE' });
    for (let nth = 0; nth < 12; nth++) await idleCart(shop, (await shopper(shop)).id);
    await decideIdleCarts(shop, { limit: 20 });
    const reviews = await shop.db.decision.findMany({ where: { workspaceId: shop.workspaceId, outcome: 'in_review' } });
    const approver = {
      ...(await personIn(shop.workspaceId, 'admin')),
      now: new Date(shop.now.getTime() + 20 * 60_000),
    };
    for (const { id, version } of reviews.slice(0, 4)) {
      await decideReview(approver, { decisionId: id, version, verdict: 'approve' });
    }
    for (const { id, version } of reviews.slice(4, 5)) {
      const { verdicts } = await getDecision(shop, { decisionId: id });
      const edit = { subject: 'YOUR basket, kept for you!' };
      const { outcome } = await decideReview(approver, { decisionId: id, version, verdict: 'edit', edit });
      expect(outcome).toBe('edited');
      const after = await getDecision(shop, { decisionId: id });
      expect(after.verdicts).not.toEqual(verdicts);
    }
    const period = { from: new Date(shop.now.getTime() - DAY), to: new Date(shop.now.getTime() + 1) };
    const later = { ...approver, now: new Date(shop.now.getTime() + DAY) };
    const { id: runId } = await startReplay(later, { tried: { kind: 'then' }, ...period });
    await replayTurn(shop, { runId, budgetMs: FOREVER });
    expect(reviews.length).toBeGreaterThan(4);
    expect((await getReplay(later, { runId })).tally).toMatchObject({ same: 12, changed: 0, gaps: {} });
  }, 60_000);
});

describe('who may replay, and what', () => {
  it('is a right of those who write policies; others read what came of it', async () => {
    const executive = { ...(await personIn(ctx.workspaceId, 'executive')), now: ctx.now };
    await expect(startReplay(executive, { tried: { kind: 'then' }, ...everything() })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await listReplays(executive)).length).toBeGreaterThan(0);
  });

  it('refuses a period without decisions, one that ends before it begins, and what is no policy', async () => {
    const ask = (input: object) => startReplay(marketer, { tried: { kind: 'then' }, ...everything(), ...input });
    await expect(ask({ to: new Date(0) })).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask({ channel: 'push' })).rejects.toMatchObject({ code: 'invalid' });
    const document = { ...DEFAULT_POLICY, contact: { ...DEFAULT_POLICY.contact, emailsPerWindow: -1 } };
    await expect(ask({ tried: { kind: 'document', name: 'p.json', document } })).rejects.toThrow('emailsPerWindow');
    await expect(ask({ tried: { kind: 'version', version: 99 } })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps another workspace’s replays apart', async () => {
    const [{ id: runId } = { id: '' }] = await listReplays(marketer);
    const { ctx: other } = await freshWorkspace();
    for (const ask of [getReplay, cancelReplay, replayTurn]) {
      await expect(ask(other, { runId })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(listReplayChanges(other, { runId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listReplays(other)).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { REVIEW_RISKS } from '@/domain/review/filters';
import type { ServiceContext } from '@/server/context';
import { memberIn, reviewWorkspace, type WaitingReview, waitingReview } from '@/tests/factories/review';
import { assignReview, listReviews, reviewFacets } from './index';

const MINUTE = 60_000;

let ctx: ServiceContext;
let dana: ServiceContext;
let plain: WaitingReview;
let low: WaitingReview;
let grave: WaitingReview;

beforeAll(async () => {
  ctx = await reviewWorkspace();
  dana = await memberIn(ctx, 'approver', 'Dana');
  [plain, low, grave] = [await waitingReview(ctx), await waitingReview(ctx), await waitingReview(ctx)];
  const data = { verdicts: JSON.parse(JSON.stringify(low.decision.verdicts).replaceAll('"review"', '"pass"')) };
  await ctx.db.decision.updateMany({ where: { workspaceId: ctx.workspaceId, id: low.decisionId }, data });
  const chosen = JSON.parse(JSON.stringify({ ...(grave.decision.chosen as object), escalations: ['Ask first.'] }));
  await ctx.db.decision.updateMany({ where: { workspaceId: ctx.workspaceId, id: grave.decisionId }, data: { chosen } });
  const { actor } = dana;
  await assignReview(dana, { decisionId: plain.decisionId, userId: actor.kind === 'user' ? actor.userId : null });
  await listReviews(dana, {});
});

const idsOf = async (filters: Parameters<typeof listReviews>[1], at = 0) => {
  const { items, total } = await listReviews({ ...dana, now: new Date(ctx.now.getTime() + at) }, filters);
  expect(total).toBe(items.length);
  return items.map(({ id }) => id).toSorted();
};
const sorted = (...reviews: WaitingReview[]) => reviews.map(({ decisionId }) => decisionId).toSorted();

describe('the filters of the inbox', () => {
  it('narrow by the risk that each line shows', async () => {
    for (const risk of REVIEW_RISKS) {
      const { items } = await listReviews(dana, { risk });
      expect(items.length, risk).toBeGreaterThan(0);
      expect(new Set(items.map((item) => item.risk)), risk).toEqual(new Set([risk]));
    }
    expect(await idsOf({ risk: 'low' })).toEqual(sorted(low));
    expect(await idsOf({ risk: 'high' })).toEqual(sorted(grave));
  });

  it('narrow by whose it is, what asked, and the time that is left', async () => {
    expect(await idsOf({ assignee: 'mine' })).toEqual(sorted(plain));
    expect(await idsOf({ assignee: 'nobody' })).toEqual(sorted(low, grave));
    expect(await idsOf({ guardrail: 'none' })).toEqual(sorted(low));
    expect(await idsOf({ sla: 'ok' })).toEqual(sorted(plain, low, grave));
    expect(await idsOf({ sla: 'urgent' }, 4.5 * MINUTE)).toEqual(sorted(plain, low, grave));
    expect(await idsOf({ sla: 'late', assignee: 'mine' }, 6 * MINUTE)).toEqual(sorted(plain));
    expect(await idsOf({ agentId: 'campaign' })).toEqual([]);
  });

  it('say how many each choice would leave, the others held; and each says what the list says', async () => {
    const facets = await reviewFacets(dana, { assignee: 'nobody' });
    const named = (facet: keyof typeof facets) =>
      Object.fromEntries(facets[facet].map(({ name, count }) => [name, count]));
    expect(named('risk')).toEqual({ High: 1, Medium: 0, Low: 1 });
    expect(named('assignee')).toMatchObject({ Me: 1, Nobody: 2, Dana: 1 });
    expect(named('source')).toEqual({ 'Cart & win-back agent': 2 });
    expect(named('sla')).toMatchObject({ Late: 0, 'More than 2:30': 2 });
    expect(named('guardrail')).toMatchObject({ 'The agent or its level': 1 });
    for (const { value, count } of facets.guardrail) {
      const guardrail = value as 'none' | 'tone';
      expect(await idsOf({ guardrail, assignee: 'nobody' }), value).toHaveLength(count);
    }
  });

  it('are not for those who may not read the inbox, nor for what is no value of them', async () => {
    await expect(listReviews(dana, { sla: 'never' as 'late' })).rejects.toThrow();
    await expect(reviewFacets(dana, { assignee: 'somebody' })).rejects.toThrow();
  });
});

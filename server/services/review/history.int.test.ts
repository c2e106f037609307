import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { writeCursor } from '@/server/keyset';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import {
  claimReview,
  decideReview,
  exportVerdicts,
  listReviews,
  listVerdicts,
  releaseReview,
  summariseVerdicts,
  undoReview,
} from './index';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let ctx: ServiceContext;
let dana: ServiceContext;
let pat: ServiceContext;
let attended: ServiceContext;
const at = (person: ServiceContext, ms: number): ServiceContext => ({
  ...person,
  workspace: { ...person.workspace, attendedFrom: ctx.now },
  now: new Date(ctx.now.getTime() + ms),
});

/** Dana approves within a minute, Pat rejects after seven; one of Dana's is taken back. */
beforeAll(async () => {
  ctx = await reviewWorkspace();
  dana = await memberIn(ctx, 'approver', 'Dana');
  pat = await memberIn(ctx, 'approver', 'Pat');
  await listReviews(dana, {});
  const [fast, slow, back] = [await waitingReview(ctx), await waitingReview(ctx), await waitingReview(ctx)];
  await waitingReview(ctx);
  const { decisionId } = fast;
  await claimReview(at(dana, 20 * SECOND), { decisionId });
  // Her browser lets go of it as the next one comes on screen, before the verdict has arrived.
  await releaseReview(at(dana, MINUTE), { decisionId });
  await decideReview(at(dana, MINUTE), { decisionId, version: fast.version, verdict: 'approve' });
  const reject = { verdict: 'reject', reason: 'wrong_time', note: 'It is night there.' } as const;
  await decideReview(at(pat, 7 * MINUTE), { decisionId: slow.decisionId, version: slow.version, ...reject });
  await decideReview(at(dana, 8 * MINUTE), { decisionId: back.decisionId, version: back.version, verdict: 'approve' });
  await undoReview(at(dana, 8 * MINUTE + SECOND), { decisionId: back.decisionId });
  attended = at(dana, 10 * MINUTE);
});

describe('the history of verdicts', () => {
  it('says who decided what, why, and how long it took, the latest first, a page at a time', async () => {
    const first = await listVerdicts(attended, { limit: 2 });
    expect(first.items).toMatchObject([
      { by: 'Dana', verdict: 'approve', takenBackAt: expect.any(Date) },
      { by: 'Pat', verdict: 'reject', note: 'It is night there.', waitedMs: 7 * MINUTE, handledMs: null },
    ]);
    expect(first.items[1]?.reason).not.toBe('wrong_time');
    const { items, nextCursor } = await listVerdicts(attended, { limit: 2, cursor: first.nextCursor });
    expect(items).toMatchObject([{ by: 'Dana', waitedMs: MINUTE, handledMs: 40 * SECOND, takenBackAt: null }]);
    expect(nextCursor).toBeNull();
  });

  it('counts what stands against the targets', async () => {
    expect(await summariseVerdicts(attended, {})).toEqual({
      given: 2,
      approved: 1,
      edited: 0,
      rejected: 1,
      inTime: 1,
      slaMinutes: 5,
      waited: { medianMs: 4 * MINUTE, p90Ms: expect.closeTo(6.4 * MINUTE, 0), slowestMs: 7 * MINUTE },
      handled: { count: 1, medianMs: 40 * SECOND, p90Ms: 40 * SECOND, slowestMs: 40 * SECOND },
      actionable: 4,
      sentToReview: 4,
      simulated: 0,
    });
  });

  it('is narrowed by person, agent, verdict and days, and so is its file', async () => {
    const { actor } = pat;
    const reviewerId = actor.kind === 'user' ? actor.userId : '';
    const countOf = async (filters: Parameters<typeof summariseVerdicts>[1]) => {
      const { items } = await listVerdicts(attended, filters);
      return items.length;
    };
    expect(await countOf({ reviewerId })).toBe(1);
    expect(await countOf({ agentId: 'campaign' })).toBe(0);
    expect(await countOf({ verdict: 'approve' })).toBe(2);
    expect(await countOf({ from: new Date(ctx.now.getTime() + 2 * MINUTE) })).toBe(2);
    expect(await countOf({ to: new Date(ctx.now.getTime() + 2 * MINUTE) })).toBe(1);
    expect((await summariseVerdicts(attended, { agentId: 'campaign' })).actionable).toBe(0);
    let file = '';
    for await (const piece of await exportVerdicts(attended, { reviewerId })) file += piece;
    expect(file.trim().split('\r\n').at(-1)).toContain('Pat');
    expect(file).not.toContain('Dana');
  });

  it('refuses days and places that no calendar or column holds', async () => {
    for (const at of ['0000-01-01T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z']) {
      await expect(listVerdicts(attended, { from: new Date(at) })).rejects.toThrow('The year must lie between');
      await expect(summariseVerdicts(attended, { to: new Date(at) })).rejects.toThrow('The year must lie between');
    }
    const cursor = writeCursor({ at: '0000-01-01T00:00:00.000Z', id: v7() });
    await expect(listVerdicts(attended, { cursor })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a verdict within the second of the target', () => {
  it('is in time, as its whole seconds read', async () => {
    const { given, inTime } = await summariseVerdicts(attended, {});
    const { inTime: inTimeToday } = (await listReviews(attended, {})).today;
    const { decisionId, version } = await waitingReview(ctx);
    const late = at(dana, 5 * MINUTE + 400);
    await decideReview(late, { decisionId, version, verdict: 'approve' });
    expect(await summariseVerdicts(attended, {})).toMatchObject({ given: given + 1, inTime: inTime + 1 });
    expect((await listReviews(attended, {})).today.inTime).toBe(inTimeToday + 1);
  });
});

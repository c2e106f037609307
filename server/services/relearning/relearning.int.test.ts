import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { decideIdleCarts } from '../decisions';
import { decideReview, listReviews } from '../review';
import { learningCalendar, runDueLoops } from './index';

let ctx: ServiceContext;
beforeEach(async () => {
  ctx = await reviewWorkspace();
});

const decideOne = async () => {
  const { id } = await shopper(ctx);
  await idleCart(ctx, id);
  await decideIdleCarts(ctx, { limit: 5 });
};
const on = (days: number) => ({ ...ctx, now: later(ctx.now, days * DAY) });

describe('the learning loops', () => {
  it('run when their time has come after the first decision, and not before, nor twice', async () => {
    expect(await runDueLoops(on(400))).toEqual({ ran: [] });
    expect((await learningCalendar(ctx)).loops.map(({ nextAt }) => nextAt)).toEqual([null, null, null, null]);
    await decideOne();
    expect(await runDueLoops(on(6))).toEqual({ ran: [] });
    expect(await runDueLoops(on(7.1))).toEqual({ ran: ['guardrails'] });
    expect(await runDueLoops(on(7.2))).toEqual({ ran: [] });
    expect(await runDueLoops(on(14.2))).toEqual({ ran: ['guardrails', 'prompts'] });
    const { ran } = await runDueLoops(on(120));
    expect(ran).toEqual(['guardrails', 'prompts', 'strategy']);
    const { loops, turns } = await learningCalendar(on(120));
    expect(turns.map(({ loop }) => loop)).not.toContain('models');
    expect(loops.find(({ loop }) => loop === 'guardrails')).toMatchObject({
      lastAt: on(120).now,
      nextAt: on(127).now,
    });
    expect(turns.find(({ loop }) => loop === 'strategy')?.found[0]).toMatch(/^Holdout of \d{4}Q\d: /);
  });

  it('are run once by two who find the same turn due', async () => {
    await decideOne();
    const both = await Promise.all([runDueLoops(on(8)), runDueLoops(on(8))]);
    expect(both.flatMap(({ ran }) => ran)).toEqual(['guardrails']);
  });

  it('count what guardrails asked and what people made of it', async () => {
    await decideOne();
    const approver = await memberIn(ctx, 'approver', 'Dana');
    const { items } = await listReviews(approver, {});
    const [item] = items;
    if (!item) throw new Error('Nothing waits.');
    await decideReview(approver, {
      ...{ decisionId: item.id, version: item.version, key: crypto.randomUUID() },
      ...{ verdict: 'reject', reason: 'wrong_words', note: 'Too loud.' },
    });
    await runDueLoops(on(15));
    const { turns } = await learningCalendar(ctx);
    expect(turns.find(({ loop }) => loop === 'prompts')?.found[0]).toMatch(/held against 1 rejection\.$/);
    expect(turns.every(({ found, changed }) => found.length > 0 && changed.length > 0)).toBe(true);
  });

  it('are read by whoever reads decisions, and from no other workspace', async () => {
    await decideOne();
    await runDueLoops(on(8));
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect((await learningCalendar(executive)).turns).toHaveLength(1);
    expect((await learningCalendar((await freshWorkspace()).ctx)).turns).toEqual([]);
  });
});

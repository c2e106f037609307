import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { cartCandidate, queuedTouch } from '@/tests/factories/touch';
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
    expect(ran).toEqual(['guardrails', 'prompts', 'models', 'strategy']);
    const { loops, turns } = await learningCalendar(on(120));
    expect(loops.find(({ loop }) => loop === 'guardrails')).toMatchObject({
      lastAt: on(120).now,
      nextAt: on(127).now,
    });
    expect(turns.find(({ loop }) => loop === 'strategy')?.found[0]).toMatch(/^Holdout of \d{4}Q\d: /);
  });

  it('count the models’ turn from the first decision, and write down that nothing new was found', async () => {
    await decideOne();
    await runDueLoops(on(8));
    const models = async (by: ServiceContext) => {
      const { loops, turns } = await learningCalendar(by);
      return { ...loops.find(({ loop }) => loop === 'models'), turns: turns.filter(({ loop }) => loop === 'models') };
    };
    const first = await ctx.db.decision.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(await models(on(8))).toMatchObject({ lastAt: null, nextAt: later(first.decidedAt, 30 * DAY), turns: [] });
    await runDueLoops(on(31));
    expect(await models(on(31))).toMatchObject({
      ...{ lastAt: on(31).now, nextAt: on(61).now },
      turns: [{ changed: 'Nothing: there is nothing to learn from.' }],
    });
    await runDueLoops(on(40));
    expect((await models(on(40))).turns).toHaveLength(1);
  });

  it('hold every wording that left against rejections, by when it left', async () => {
    const send = async (sentence: string, acceptedAt: Date | null) => {
      const { messageId } = await queuedTouch(ctx, {
        candidate: { content: { ...cartCandidate(ctx).content, paragraphs: [sentence] } },
      });
      await ctx.db.message.updateMany({ where: { workspaceId: ctx.workspaceId, id: messageId }, data: { acceptedAt } });
    };
    await decideOne();
    await send('Your basket will be gone for ever tomorrow.', on(3).now);
    await send('We have kept your basket for you.', on(4).now);
    await send('Nobody else buys such a lovely basket.', null);
    for (const words of ['Your basket will be gone for ever tomorrow.', 'Nobody else buys such a lovely basket.']) {
      const { content } = cartCandidate(ctx);
      await ctx.db.reviewCase.create({
        data: {
          ...{ id: v7(), workspaceId: ctx.workspaceId, decisionId: v7(), verdictId: v7(), createdAt: on(5).now },
          ...{ agentId: 'cart_winback', action: 'cart_recovery', reason: 'not_true', templateId: content.templateId },
          content: { ...content, subject: '', preheader: '', headline: '', paragraphs: [words] },
        },
      });
    }
    await runDueLoops(on(14.5));
    const { turns } = await learningCalendar(ctx);
    expect(turns.find(({ loop }) => loop === 'prompts')?.found).toEqual([
      expect.stringMatching(/: 2 wordings that left, held against 2 rejections\.$/),
      expect.stringMatching(/^“Your basket will be gone for ever tomorrow\.” was rejected before: /),
    ]);
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

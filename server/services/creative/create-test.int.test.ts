import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { Policy } from '@/domain/policies/policy';
import { DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { GOOD_WORDS } from '@/tests/factories/copy-brief';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { deliveredCopy, queuedTouch } from '@/tests/factories/touch';
import { activePolicy } from '../policies';
import { createTest, creativeSweep, draftWords, judgeVariant, listTests, planTestFacts } from '.';

const START = new Date('2026-06-10T11:00:00Z');
const at = (ctx: ServiceContext, ms: number): ServiceContext => ({ ...ctx, now: new Date(START.getTime() + ms) });
const TARGET = { templateId: 'cart-recovery' };

let ctx: ServiceContext;
let marketer: ServiceContext;
let approver: ServiceContext;

beforeAll(async () => {
  ({ ctx } = await freshWorkspace({ virtualNow: START }));
  await activePolicy(ctx);
  await rewritePolicy(ctx, Policy.parse({ creative: { leastVolume: 5 } }));
  marketer = at(await personIn(ctx.workspaceId, 'marketer'), 0);
  approver = at(await personIn(ctx.workspaceId, 'approver'), 0);
});

const test = (changes: object = {}) => ({
  ...TARGET,
  goal: 'orders' as const,
  guardsOrders: false,
  allocation: 'bandit' as const,
  startsAt: null,
  isUnforeseen: true,
  arms: [{ style: 'benefit' as const, words: GOOD_WORDS, draftId: null }],
  ...changes,
});

describe('a test that a person makes', () => {
  it('is refused by the same rules of volume as the agent’s, with nothing stored', async () => {
    expect(await createTest(marketer, test())).toMatchObject({
      kind: 'refused',
      reasons: ['0 messages in 14 days; a test needs 5.'],
    });
    expect((await listTests(marketer, {})).tests).toEqual([]);
  });

  it('is planned with the traffic of now', async () => {
    const touch = await queuedTouch(ctx);
    for (let index = 0; index < 6; index++) {
      await deliveredCopy(ctx, touch, { deliveredAt: at(ctx, -HOUR).now, clickedAt: index < 2 ? START : null });
    }
    const facts = await planTestFacts(marketer, TARGET);
    // Six messages to one customer are one customer.
    expect(facts).toMatchObject({ isEligible: true, traffic: { days: 14, customers: 1, clicks: 1, orders: 0 } });
    expect(facts.today.subject).not.toMatch(/\{\{/);
    expect(facts.sharing).toEqual({ allocation: 'bandit', controlShare: 0.3, leastShare: 0.05 });
  });

  it('has its words checked as anybody’s are, place by place', async () => {
    const words = { ...GOOD_WORDS, headline: '90% off for everybody' };
    const arms = [{ style: 'benefit' as const, words, draftId: null }];
    const refused = await createTest(marketer, test({ arms }));
    expect(refused.kind).toBe('refused');
    const problems = refused.kind === 'refused' ? refused.problems : [];
    expect(new Set(problems.map(({ style, where }) => `${style}, ${where}`))).toEqual(new Set(['benefit, headline']));
    await expect(createTest(marketer, test({ startsAt: START.toISOString() }))).rejects.toMatchObject({
      code: 'invalid',
    });
    const foreign = [{ style: 'benefit' as const, words: GOOD_WORDS, draftId: v7() }];
    await expect(createTest(marketer, test({ arms: foreign }))).rejects.toMatchObject({ code: 'not_found' });
    await expect(createTest(approver, test())).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of which nobody can say how long it takes is made only where that is wanted', async () => {
    const refused = await createTest(marketer, test({ isUnforeseen: false }));
    expect(refused).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringMatching(/^How long it takes cannot be said/)],
    });
    expect((await listTests(marketer, {})).tests).toEqual([]);
  });

  it('waits for somebody else, then for its date, and runs on the terms it was made with', async () => {
    const drafted = await draftWords(marketer, { ...TARGET, style: 'curiosity' }, null);
    expect(drafted?.writer).toBe('Written by the template writer. No language model is set up');
    const arms = [
      { style: 'benefit' as const, words: GOOD_WORDS, draftId: null },
      { style: 'curiosity' as const, words: drafted?.words ?? GOOD_WORDS, draftId: drafted?.draftId ?? null },
    ];
    const startsAt = at(ctx, 2 * DAY).now.toISOString();
    const made = await createTest(marketer, test({ arms, startsAt, allocation: 'fixed' }));
    expect(made.kind).toBe('created');
    const [proposed] = (await listTests(marketer, {})).tests;
    expect(proposed).toMatchObject({
      status: 'proposed',
      summary: 'Try 2 variants of the cart recovery e-mail against what is sent today.',
      aims: { goal: 'orders', guardsOrders: false },
      sharing: { allocation: 'fixed' },
      judgeRefusal: 'You asked for this test, so somebody else judges its variants.',
    });
    expect(proposed?.variants.map(({ style, writer }) => [style, writer])).toEqual([
      ['control', 'From the template library'],
      ['benefit', 'Written by a person'],
      ['curiosity', 'Written by the template writer'],
    ]);
    expect(await createTest(marketer, test())).toMatchObject({
      kind: 'refused',
      reasons: ['A test of this message is proposed or running.'],
    });
    const [, benefit, curiosity] = proposed?.variants ?? [];
    const approve = (variant: typeof benefit) =>
      judgeVariant(approver, { variantId: variant?.id ?? '', version: variant?.version ?? 0, verdict: 'approve' });
    expect(await approve(benefit)).toEqual({ status: 'proposed' });
    expect(await approve(curiosity)).toEqual({ status: 'planned' });
    expect(await createTest(marketer, test())).toMatchObject({ kind: 'refused' });

    await creativeSweep(at(ctx, 2 * DAY - HOUR));
    expect((await listTests(marketer, {})).tests[0]).toMatchObject({ status: 'planned', shares: [] });
    await Promise.all([creativeSweep(at(ctx, 2 * DAY)), creativeSweep(at(ctx, 2 * DAY))]);
    const [running] = (await listTests(at(marketer, 2 * DAY), { status: 'running' })).tests;
    expect(running?.startedAt).toEqual(at(ctx, 2 * DAY).now);
    expect(running?.shares.map(({ arms: shares }) => shares.map(({ share }) => share))).toEqual([
      [1 / 3, 1 / 3, 1 / 3],
    ]);
    const begun = { workspaceId: ctx.workspaceId, action: 'creative.test_begun' };
    expect(await ctx.db.auditEntry.count({ where: begun })).toBe(1);
  });
});

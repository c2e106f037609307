import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';
import { eligibility } from '@/domain/agents/creative-testing/eligibility';
import type { ScoredVariant } from '@/domain/agents/creative-testing/propose-test';
import { scoreVariant } from '@/domain/agents/creative-testing/score-variant';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import type { CopyBrief } from '@/domain/copy/brief';
import { asModelWrites, CopyWords, sameWords } from '@/domain/copy/copy-words';
import { COPY_RULES, checkCopy } from '@/domain/copy/post-checks';
import { CHALLENGER_STYLES, STYLE_NAMES } from '@/domain/copy/styles';
import { TEST_GOALS, type TestGoal } from '@/domain/experiments/aims';
import { ALLOCATIONS } from '@/domain/experiments/allocation';
import type { Policy } from '@/domain/policies/policy';
import { plural } from '@/domain/shared/plural';
import { Brand } from '@/domain/workspaces/brand';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { CopyDraft } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { briefFor } from './brief-for';
import { storeTest, winnerOfToday } from './store-test';
import { loadTargetFacts, loadTraffic } from './target-facts';
import type { CreateTestResult, Traffic, WordsProblem } from './types';

export const CreateTestInput = z.object({
  templateId: z.string().min(1).max(48),
  goal: z.enum(TEST_GOALS),
  guardsOrders: z.boolean(),
  allocation: z.enum(ALLOCATIONS),
  /** Null: as soon as it is approved. */
  startsAt: z.iso.datetime().nullable(),
  /** Wanted though nobody did lately what its goal counts, so that no duration can be given. */
  isUnforeseen: z.boolean().default(false),
  arms: z
    .array(z.object({ style: z.enum(CHALLENGER_STYLES), words: CopyWords, draftId: z.uuid().nullable() }))
    .min(1)
    .max(CHALLENGER_STYLES.length)
    .refine((arms) => new Set(arms.map(({ style }) => style)).size === arms.length, {
      message: 'Each variant has a style of its own.',
    }),
});

/**
 * A person makes a test of one message's words in the agent's place: by the same rules of volume and rest, with words
 * that pass the same checks and the same least score. It then waits for somebody else's approval. What speaks against it
 * is answered, place by place. Throws forbidden, not_found for a message that is not tested or a draft that is not
 * there, invalid for a date that is over.
 */
export async function createTest(
  ctx: ServiceContext,
  input: z.input<typeof CreateTestInput>,
): Promise<CreateTestResult> {
  authorise(ctx, 'creative.run');
  const { templateId, goal, guardsOrders, allocation, startsAt, isUnforeseen, arms } = CreateTestInput.parse(input);
  const target = targetOf(templateId);
  if (!target) throw new ServiceError('not_found', 'The words of this message are not tested.');
  const begins = startsAt === null ? null : new Date(startsAt);
  if (begins && begins <= ctx.now) {
    throw new ServiceError('invalid', 'This date is over. Choose one to come.', { field: 'startsAt' });
  }
  const drafts = await loadDrafts(
    ctx,
    arms.flatMap(({ draftId }) => draftId ?? []),
  );
  const policy = await activePolicy(ctx);
  const facts = await loadTargetFacts(ctx.db, ctx, target, policy.document);
  const { isEligible, reasons } = eligibility(facts, policy.document, ctx.now);
  if (!isEligible) return { kind: 'refused', reasons: reasons.map(({ text }) => text), problems: [] };
  const traffic = await loadTraffic(ctx.db, ctx, target, policy.document.creative.longestDays);
  if (traffic[goal] === 0 && !isUnforeseen)
    return { kind: 'refused', reasons: [unforeseen(traffic, goal)], problems: [] };
  const row = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId }, select: { brand: true } });
  const brand = Brand.parse(row.brand);
  const yardstick = {
    brief: await briefFor(ctx, target, policy, brand),
    brand,
    policy: policy.document,
    today: await winnerOfToday(ctx.db, ctx, target),
    drafts,
  };
  const judged = arms.map((arm) => judgeArm(arm, yardstick));
  const problems = judged.flatMap((arm) => arm.problems);
  if (problems.length > 0) return { kind: 'refused', reasons: [], problems };
  const trigger = { kind: 'by_hand', key: v7() } as const;
  const because = {
    text: `${STYLE_LIST.format(arms.map(({ style }) => STYLE_NAMES[style]))}.`,
    factor: 'by_hand',
    value: null,
  };
  const { controlShare, leastShare } = policy.document.creative;
  const terms = { goal, guardsOrders, allocation, controlShare, leastShare, startsAt: begins };
  const asked = { target, trigger, policy, reasons: [because, ...reasons] };
  const stored = await storeTest(
    ctx,
    asked,
    { challengers: judged.map(({ challenger }) => challenger), dropped: [] },
    terms,
  );
  return stored.kind === 'proposed'
    ? { kind: 'created', experimentId: stored.experimentId }
    : { kind: 'refused', reasons: stored.reasons, problems: [] };
}

function unforeseen({ customers, days }: Traffic, goal: TestGoal): string {
  const did = goal === 'clicks' ? 'clicked' : 'ordered';
  return `How long it takes cannot be said: of ${plural(customers, 'customer')} in the last ${plural(days, 'day')}, none ${did}. Say that it begins all the same, or take another goal.`;
}

type Arm = z.infer<typeof CreateTestInput>['arms'][number];
/** What the words of a new test are judged by. */
type Yardstick = {
  brief: Omit<CopyBrief, 'style'>;
  brand: Brand;
  policy: Policy;
  /** What is sent today; null where that is the approved copy of the product. */
  today: Awaited<ReturnType<typeof winnerOfToday>>;
  drafts: readonly CopyDraft[];
};

/** A variant with its scores, and what speaks against it, place by place. */
function judgeArm({ style, words: typed, draftId }: Arm, by: Yardstick) {
  const words = asModelWrites(typed);
  const scores = scoreVariant(words, by.brand, by.policy);
  const draft = by.drafts.find(({ id }) => id === draftId);
  const challenger: ScoredVariant = { style, words, scores, ...writerOf(words, draft) };
  return { challenger, problems: problemsOf(style, { typed, words, scores }, by) };
}

type Judged = { typed: CopyWords; words: CopyWords; scores: ScoredVariant['scores'] };

function problemsOf(style: Arm['style'], { typed, words, scores }: Judged, by: Yardstick): WordsProblem[] {
  const found = checkCopy(typed, { ...by.brief, style }, randomUUID()).map(({ rule, where, found: text }) => ({
    style,
    where,
    words: `${COPY_RULES[rule]}: “${text}”.`,
  }));
  if (by.today && sameWords(words, by.today.words)) {
    return [...found, { style, where: null, words: 'These are the words that are sent today.' }];
  }
  const { leastScore } = by.policy.creative;
  const isWeak = found.length === 0 && scores.score < leastScore;
  return isWeak ? [{ style, where: null, words: lowScore(scores, leastScore) }] : found;
}

const STYLE_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

function lowScore({ score, brand, tone, length }: ScoredVariant['scores'], least: number): string {
  return `Scores ${score.toFixed(2)} of at least ${least.toFixed(2)}: brand ${brand.toFixed(2)}, tone ${tone.toFixed(2)}, length ${length.toFixed(2)}.`;
}

/** The drafts that variants began with. Throws not_found for one that is not this workspace's. */
async function loadDrafts(ctx: ServiceContext, ids: readonly string[]): Promise<CopyDraft[]> {
  const found = await ctx.db.copyDraft.findMany({ where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } } });
  if (ids.some((id) => found.every((draft) => draft.id !== id))) {
    throw new ServiceError('not_found', 'There is no such draft. Have the words written again.');
  }
  return found;
}

/** Whose words these are: a draft's as long as nobody changed them. */
function writerOf(words: CopyWords, draft: CopyDraft | undefined): Pick<ScoredVariant, 'writtenBy' | 'draftId'> {
  const drafted = draft && CopyWords.parse(draft.words);
  if (!drafted || drafted.plainSubject !== words.plainSubject || !sameWords(drafted, words)) {
    return { writtenBy: 'person', draftId: null };
  }
  return { writtenBy: draft.writtenBy === 'model' ? 'model' : 'template', draftId: draft.id };
}

import { z } from 'zod';
import { eligibility } from '@/domain/agents/creative-testing/eligibility';
import type { VariantScore } from '@/domain/agents/creative-testing/score-variant';
import { CREATIVE_TARGETS, targetOf } from '@/domain/agents/creative-testing/targets';
import { CREATIVE_TRIGGERS } from '@/domain/agents/creative-testing/trigger-kinds';
import { CopyWords } from '@/domain/copy/copy-words';
import { COPY_OUTCOME_WORDS, type CopyOutcome, writerWords } from '@/domain/copy/outcome';
import { asRead } from '@/domain/copy/specimen';
import type { CopyStyle } from '@/domain/copy/styles';
import { Reason } from '@/domain/decisions/candidate';
import { judgeTest, type TestVerdict } from '@/domain/experiments/stopping-rule';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { Brand } from '@/domain/workspaces/brand';
import { actorRef, authorise, type ServiceContext } from '../../context';
import type { CopyDraft, Experiment, ExperimentVariant, TestAllocation } from '../../generated/prisma/client';
import { copyStanding } from '../copy';
import { activePolicy } from '../policies';
import { libraryWords } from './library-words';
import { loadOverlaps, scheduledTests } from './overlaps';
import { countResults, type VariantCounts } from './results';
import { aimsOf, historyOf, planOf } from './shares';
import { loadTargetFacts } from './target-facts';
import type { CreativeOverview, TargetView, TestStatus, TestView, VariantStatus, VariantView } from './types';
import { armsOf } from './watch-tests';

export const ListTestsInput = z.object({
  status: z.enum(['proposed', 'planned', 'running', 'concluded', 'rejected']).nullable().default(null),
  templateId: z.string().max(48).nullable().default(null),
});

/** Tests shown, newest first. */
const LISTED = 50;

type Test = Experiment & { variants: ExperimentVariant[]; allocations: TestAllocation[] };

/** The creative library: tests with their variants, figures and learnings, and what could be tested. Throws forbidden. */
export async function listTests(ctx: ServiceContext, input: z.input<typeof ListTestsInput>): Promise<CreativeOverview> {
  authorise(ctx, 'creative.read');
  const { status, templateId } = ListTestsInput.parse(input);
  const { workspaceId } = ctx;
  const tests = await ctx.db.experiment.findMany({
    where: { workspaceId, ...(status && { status }), ...(templateId && { templateId }) },
    include: { variants: { orderBy: { position: 'asc' } }, allocations: true },
    orderBy: [{ proposedAt: 'desc' }, { id: 'desc' }],
    take: LISTED,
  });
  const ids = tests.map(({ id }) => id);
  const counts = ids.length > 0 ? await countResults(ctx.db, ctx, ids) : [];
  const drafts = await ctx.db.copyDraft.findMany({
    where: {
      workspaceId,
      id: { in: tests.flatMap(({ variants }) => variants.flatMap(({ draftId }) => draftId ?? [])) },
    },
  });
  const proposals = await ctx.db.creativeDecision.findMany({
    where: { workspaceId, kind: 'test_proposed', experimentId: { in: ids } },
    select: { experimentId: true, summary: true, requestedBy: true, trigger: true, reasons: true },
  });
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { brand: true } });
  const policy = await activePolicy(ctx);
  const isOpen = tests.some(({ endedAt, status }) => endedAt === null && status !== 'rejected');
  const scheduled = isOpen ? await scheduledTests(ctx.db, ctx, policy.document) : [];
  const overlaps = await loadOverlaps(ctx.db, ctx, scheduled, policy.document.creative.longestDays);
  const reading = { counts, drafts, brand: Brand.parse(brand), policy, now: ctx.now };
  return {
    tests: tests.map((test) => {
      const proposal = proposals.find(({ experimentId }) => experimentId === test.id);
      const isOwn = ctx.actor.kind === 'user' && proposal?.requestedBy === actorRef(ctx.actor);
      return {
        ...testView(test, reading),
        summary: proposal?.summary ?? '',
        trigger: proposal ? triggerOf(proposal) : null,
        overlaps: overlaps
          .filter(({ left, right }) => left.id === test.id || right.id === test.id)
          .map(({ words, isBiased }) => ({ words, isBiased })),
        judgeRefusal: isOwn ? 'You asked for this test, so somebody else judges its variants.' : null,
      };
    }),
    targets: await targetViews(ctx, policy),
    counts: await statusCounts(ctx),
    writer: await copyStanding(ctx),
  };
}

function triggerOf({ trigger, reasons }: { trigger: string; reasons: unknown }): TestView['trigger'] {
  const kind = z.enum(CREATIVE_TRIGGERS).parse(trigger);
  return {
    kind,
    reasons: z
      .array(Reason)
      .parse(reasons)
      .map(({ text }) => text),
  };
}

type Reading = { counts: VariantCounts[]; drafts: CopyDraft[]; brand: Brand; policy: PolicyInForce; now: Date };

function testView(test: Test, reading: Reading): Omit<TestView, 'summary' | 'trigger' | 'judgeRefusal' | 'overlaps'> {
  const { id, channel, templateId, proposedAt, startedAt, endedAt, learning } = test;
  return {
    id,
    name: targetOf(templateId)?.name ?? templateId,
    channel,
    templateId,
    status: test.status as TestStatus,
    proposedAt,
    startedAt,
    endedAt,
    learning,
    verdict: verdictOf(test, reading),
    sharing: planOf(test),
    aims: aimsOf(test),
    startsAt: test.startsAt,
    shares: historyOf(test.allocations),
    variants: test.variants.map((variant) => variantView(variant, templateId, reading)),
  };
}

/** The stopping rule as of now; for a test that is over, as it ended. Null before the start. */
export function verdictOf(
  test: Test,
  { counts, policy, now }: Pick<Reading, 'counts' | 'policy' | 'now'>,
): TestVerdict | null {
  if (test.status !== 'running' || !test.startedAt) return (test.verdict as TestVerdict | null) ?? null;
  const running = test.variants.filter(({ status }) => status === 'running');
  return judgeTest(
    armsOf(running, historyOf(test.allocations), counts),
    test.startedAt,
    now,
    policy.document.creative,
    aimsOf(test),
  );
}

function variantView(
  variant: ExperimentVariant,
  templateId: string,
  { counts, drafts, brand, policy }: Reading,
): VariantView {
  const own = counts.filter(({ variantId }) => variantId === variant.id);
  const total = (of: 'exposed' | 'delivered' | 'clicked' | 'ordered') => own.reduce((sum, row) => sum + row[of], 0);
  const draft = drafts.find(({ id }) => id === variant.draftId);
  const words = CopyWords.nullable().parse(variant.words) ?? libraryWords(templateId, brand, policy);
  const isFallback = draft && draft.outcome !== 'written' && draft.outcome !== 'no_model';
  return {
    id: variant.id,
    style: variant.style as CopyStyle,
    status: variant.status as VariantStatus,
    words: asRead(words, targetOf(templateId) ?? { offerEnds: false }),
    writer: writerWords({ ...variant, model: draft?.model ?? null, promptVersion: draft?.promptVersion ?? null }),
    writerNote: isFallback ? `${COPY_OUTCOME_WORDS[draft.outcome as CopyOutcome]}.` : null,
    scores: variant.scores as VariantScore | null,
    version: variant.version,
    reviewReason: variant.reviewReason,
    exposed: total('exposed'),
    delivered: total('delivered'),
    clicked: total('clicked'),
    ordered: total('ordered'),
  };
}

async function targetViews(ctx: ServiceContext, policy: PolicyInForce): Promise<TargetView[]> {
  const views: TargetView[] = [];
  for (const target of CREATIVE_TARGETS) {
    const facts = await loadTargetFacts(ctx.db, ctx, target, policy.document);
    const { isEligible, reasons } = eligibility(facts, policy.document, ctx.now);
    const { templateId, name } = target;
    views.push({ templateId, name, isEligible, reasons: reasons.map(({ text }) => text) });
  }
  return views;
}

async function statusCounts(ctx: ServiceContext): Promise<CreativeOverview['counts']> {
  const rows = await ctx.db.experiment.groupBy({
    by: ['status'],
    where: { workspaceId: ctx.workspaceId },
    _count: { _all: true },
  });
  const of = (status: TestStatus) => rows.find((row) => row.status === status)?._count._all ?? 0;
  return {
    proposed: of('proposed'),
    planned: of('planned'),
    running: of('running'),
    concluded: of('concluded'),
    rejected: of('rejected'),
  };
}

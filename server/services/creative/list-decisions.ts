import { z } from 'zod';
import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { CREATIVE_TRIGGERS, type CreativeTriggerKind } from '@/domain/agents/creative-testing/trigger-kinds';
import { Reason } from '@/domain/decisions/candidate';
import { authorise, type ServiceContext } from '../../context';
import { isAgentStopped } from '../kill-switch';

/** What the creative testing agent decided about one kind of message. */
export type CreativeDecisionView = {
  id: string;
  kind: 'test_proposed' | 'test_concluded' | 'not_tested';
  /** What the message is called. */
  message: string;
  templateId: string;
  /** What woke it; null for a test that ended, which its own figures did. */
  trigger: CreativeTriggerKind | null;
  outcome: 'in_review' | 'approved' | 'rejected' | 'executed' | 'skipped';
  summary: string;
  reasons: string[];
  decidedAt: Date;
};

/** Decisions shown. */
const LISTED = 30;

const Kind = z.enum(['test_proposed', 'test_concluded', 'not_tested']);
const Outcome = z.enum(['in_review', 'approved', 'rejected', 'executed', 'skipped']);

/** What the agent decided last, the latest first, and whether somebody has stopped it. Throws forbidden. */
export async function listCreativeDecisions(
  ctx: ServiceContext,
): Promise<{ isStopped: boolean; decisions: CreativeDecisionView[] }> {
  authorise(ctx, 'creative.read');
  const rows = await ctx.db.creativeDecision.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: LISTED,
  });
  return {
    isStopped: await isAgentStopped(ctx, creativeCard.id),
    decisions: rows.map(({ id, kind, templateId, trigger, outcome, summary, reasons, decidedAt }) => ({
      id,
      kind: Kind.parse(kind),
      message: targetOf(templateId)?.name ?? templateId,
      templateId,
      trigger: z.enum(CREATIVE_TRIGGERS).safeParse(trigger).data ?? null,
      outcome: Outcome.parse(outcome),
      summary,
      reasons: z
        .array(Reason)
        .parse(reasons)
        .map(({ text }) => text),
      decidedAt,
    })),
  };
}

import { v7 } from 'uuid';
import { z } from 'zod';
import { GUARDRAIL_NAMES, GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { type AuditRecord, appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { autonomyKeysOf, recordBreach } from '../autonomy';
import { activePolicy } from '../policies';
import { haltRollout } from '../rollout';

export const ReportBreachInput = z.object({
  decisionId: z.uuid(),
  /** The guardrail that should have stopped it. */
  guardrail: z.enum(GUARDRAILS),
  /** What was wrong. */
  note: z.string().trim().min(1).max(2_000),
});
export type ReportBreachInput = z.infer<typeof ReportBreachInput>;

/** What a report did. `hasLowered`: the autonomy of what had sent it fell by one. `hasHalted`: the rollout was halted. */
export type BreachReported = { id: string; hasLowered: boolean; hasHalted: boolean };

/**
 * Records that a message which has left should have been stopped. It is harm: the autonomy of the action, and of a
 * model's words where one wrote them, falls by one at once, unless it has fallen since the message left, and rises
 * again only when the report is as old as the policy asks for. A running rollout is halted at once. Throws forbidden, not_found also for another
 * workspace's, invalid where nothing has left, conflict where the same was reported before.
 */
export async function reportBreach(ctx: ServiceContext, input: ReportBreachInput): Promise<BreachReported> {
  authorise(ctx, 'decisions.report');
  const report = ReportBreachInput.parse(input);
  return inTransaction(ctx, (tx) => reportWithin(tx, ctx, report));
}

async function reportWithin(tx: Db, ctx: ServiceContext, report: ReportBreachInput): Promise<BreachReported> {
  const { decisionId, guardrail, note } = report;
  const { workspaceId } = ctx;
  const decision = await tx.decision.findUnique({
    where: { workspaceId_id: { workspaceId, id: decisionId } },
    select: { agentId: true, action: true, chosen: true, outcome: true, sendAt: true, decidedAt: true },
  });
  if (!decision) throw new ServiceError('not_found', 'There is no such decision.');
  const { agentId, action } = decision;
  if (decision.outcome !== 'executed' || action === null) {
    throw new ServiceError('invalid', 'Nothing of this decision has left: there is nothing to report.');
  }
  const id = v7();
  const reportedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const { count } = await tx.breachReport.createMany({
    data: [{ workspaceId, id, decisionId, agentId, action, guardrail, note, reportedById, reportedAt: ctx.now }],
    skipDuplicates: true,
  });
  if (count === 0) {
    throw new ServiceError('conflict', `It was already reported that “${GUARDRAIL_NAMES[guardrail]}” should stop it.`);
  }
  const leftAt = (await acceptedAt(tx, ctx, decisionId)) ?? decision.sendAt ?? decision.decidedAt;
  const { document } = await activePolicy(ctx, tx);
  const breach = { guardrail, decisions: [decisionId], foundBy: 'person' } as const;
  const lowered: AuditRecord[] = [];
  for (const key of autonomyKeysOf(decision)) {
    lowered.push(...(await recordBreach(tx, ctx, document, key, { ...breach, leftAt })));
  }
  const halted = await haltRollout(tx, ctx, breach);
  await appendAudit(tx, ctx, [
    {
      action: 'breach.reported',
      subject: `decision:${decisionId}`,
      payload: { reportId: id, guardrail, agentId, action, hasLowered: lowered.length > 0 },
    },
    ...lowered,
    ...halted,
  ]);
  return { id, hasLowered: lowered.length > 0, hasHalted: halted.length > 0 };
}

/** When the first of its messages was taken by a provider. */
async function acceptedAt(tx: Db, ctx: ServiceContext, decisionId: string): Promise<Date | null> {
  const message = await tx.message.findFirst({
    where: { workspaceId: ctx.workspaceId, decisionId, acceptedAt: { not: null } },
    orderBy: { acceptedAt: 'asc' },
    select: { acceptedAt: true },
  });
  return message?.acceptedAt ?? null;
}

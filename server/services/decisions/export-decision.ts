import { DecisionFile, type Withheld } from '@/domain/decisions/decision-file';
import { appendAudit } from '../../audit';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { learntOf } from '../learning';
import { entriesOf, findDecision, getDecision, historyOf } from './get-decision';
import type { DecisionDetail, DecisionHistoryEntry } from './types';

/**
 * One decision whole, as JSON in the shape of `DecisionFile`: with what went into it, so that anybody can decide it
 * again, what came out, what was sent and what came of that. A role that may not see customers gets it without
 * snapshot and messages, and the file says so. That data left is written into the audit log. Throws forbidden, and
 * not_found also for another workspace's.
 */
export async function exportDecision(
  ctx: ServiceContext,
  { decisionId }: { decisionId: string },
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'decisions.read');
  const withheld = withheldFrom(ctx);
  // A file that cannot be made has not left.
  const file = await fileOf(ctx, decisionId, withheld);
  const { id } = file.decision;
  const entry = { action: 'decision.exported', subject: `decision:${id}`, payload: { withheld } } as const;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, entry));
  return pieces({ ...file, audit: auditOf(await historyOf(ctx, await entriesOf(ctx, id))) });
}

async function* pieces(file: DecisionFile): AsyncGenerator<string> {
  yield `${JSON.stringify(file, null, 2)}\n`;
}

function withheldFrom(ctx: ServiceContext): Withheld[] {
  return [
    ...(actorMay(ctx, 'customers.read') ? [] : (['replay'] as const)),
    ...(actorMay(ctx, 'messages.read') ? [] : (['messages'] as const)),
  ];
}

async function fileOf(ctx: ServiceContext, decisionId: string, withheld: Withheld[]): Promise<DecisionFile> {
  const decision = await getDecision(ctx, { decisionId });
  const { workspace } = ctx;
  return DecisionFile.parse({
    format: 'touchstone.decision',
    version: 1,
    exportedAt: ctx.now.toISOString(),
    workspace: {
      id: workspace.id,
      slug: workspace.slug,
      name: workspace.name,
      currency: workspace.currency,
      timezone: workspace.timezone,
    },
    withheld,
    decision: factsOf(decision),
    result: {
      chosen: decision.chosen,
      considered: decision.considered,
      verdicts: decision.verdicts,
      reasons: decision.reasons,
      writing: decision.writing,
    },
    replay: withheld.includes('replay') ? null : await loadReplay(ctx, decision),
    review: asJson(decision.review),
    offer: asJson(decision.offer),
    messages: withheld.includes('messages') ? [] : await loadMessages(ctx, decision.id),
    credits: asJson(decision.credits),
    audit: auditOf(decision.history),
    record: decision.record,
    differs: decision.differs,
  });
}

function factsOf(decision: DecisionDetail): DecisionFile['decision'] {
  return {
    id: decision.id,
    version: decision.version,
    customerId: decision.customer.id,
    agentId: decision.agentId,
    trigger: decision.trigger,
    triggerKey: decision.triggerKey,
    action: decision.action,
    channel: decision.channel,
    outcome: decision.outcome,
    outcomeReason: decision.outcomeReason,
    summary: decision.summary,
    heldOut: decision.heldOut,
    outsideCohort: decision.outsideCohort,
    autonomyLevel: decision.autonomyLevel,
    decidedAt: decision.decidedAt.toISOString(),
    sendAt: decision.sendAt?.toISOString() ?? null,
    reviewBy: decision.reviewBy?.toISOString() ?? null,
    isSimulated: decision.isSimulated,
  };
}

async function loadReplay(ctx: ServiceContext, decision: DecisionDetail): Promise<DecisionFile['replay']> {
  const { workspaceId } = ctx;
  const { snapshot } = await findDecision(ctx, decision.id);
  const version = decision.policyVersion;
  const policy = await ctx.db.policyVersion.findUnique({
    where: { workspaceId_version: { workspaceId, version } },
    select: { document: true },
  });
  if (!policy)
    throw new ServiceError('not_found', `Version ${version} of the policy is not kept: it cannot be replayed.`);
  return {
    now: decision.decidedAt.toISOString(),
    snapshot,
    policy: { version, document: policy.document },
    models: decision.modelVersions,
    learnt: await learntOf(ctx, decision.modelVersions),
  };
}

async function loadMessages(ctx: ServiceContext, decisionId: string): Promise<unknown> {
  const rows = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId },
    orderBy: { createdAt: 'asc' },
  });
  return asJson(rows);
}

function auditOf(history: readonly DecisionHistoryEntry[]): DecisionFile['audit'] {
  return history.map(({ seq, at, actor, action, hash }) => ({ seq, at: at.toISOString(), actor, action, hash }));
}

/** Instants as their text: what JSON would make of them. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

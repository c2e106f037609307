import { z } from 'zod';
import { actionName } from '@/domain/agents/agent-cards';
import { GUARDRAIL_NAMES, type GuardrailId } from '@/domain/guardrails/guardrail-ids';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';

export const ListBreachesInput = z.object({
  /** Of one decision. */
  decisionId: z.uuid().optional(),
  /** Of one agent. */
  agentId: z.string().max(32).optional(),
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListBreachesInput = z.input<typeof ListBreachesInput>;

/** One report of a message that should not have left. */
export type BreachItem = {
  id: string;
  decisionId: string;
  actionName: string;
  guardrail: GuardrailId;
  guardrailName: string;
  /** What was wrong; null for roles that may not see customers: it may speak of one. */
  note: string | null;
  /** Null where no person did. */
  by: string | null;
  at: Date;
};

/** Problems that people reported with messages that had left, the latest first, a page at a time. Throws forbidden. */
export async function listBreaches(ctx: ServiceContext, input: ListBreachesInput): Promise<Page<BreachItem>> {
  authorise(ctx, 'decisions.read');
  const { decisionId, agentId, cursor, limit } = ListBreachesInput.parse(input);
  const place = cursor ? readCursor(MomentKey, cursor) : null;
  const reportedAt = place && new Date(place.at);
  const rows = await ctx.db.breachReport.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      decisionId,
      agentId,
      ...(place && reportedAt && { OR: [{ reportedAt: { lt: reportedAt } }, { reportedAt, id: { lt: place.id } }] }),
    },
    orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.reportedAt.toISOString(), id: row.id }));
  const names = await namesOf(
    ctx,
    page.items.flatMap(({ reportedById }) => reportedById ?? []),
  );
  const maySee = actorMay(ctx, 'customers.read');
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      decisionId: row.decisionId,
      actionName: actionName(row.agentId, row.action),
      guardrail: row.guardrail as GuardrailId,
      guardrailName: GUARDRAIL_NAMES[row.guardrail as GuardrailId],
      note: maySee ? row.note : null,
      by: row.reportedById ? (names.get(row.reportedById) ?? null) : null,
      at: row.reportedAt,
    })),
  };
}

async function namesOf(ctx: ServiceContext, ids: string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

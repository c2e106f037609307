import { z } from 'zod';
import { KnownDate } from '@/domain/shared/known-instant';
import { MINUTE, SECOND } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';

/** Which verdicts are asked for: by whom, on whose decisions, what they were, and when given (`to` excluded). */
export const VerdictFilters = z.object({
  reviewerId: z.uuid().optional(),
  agentId: z.string().max(32).optional(),
  verdict: z.enum(['approve', 'edit', 'reject']).optional(),
  from: KnownDate.optional(),
  to: KnownDate.optional(),
});
export type VerdictFilters = z.infer<typeof VerdictFilters>;

/** The filters as a condition on `review_verdict v JOIN decision d`. */
export function verdictsWhere(ctx: ServiceContext, filters: VerdictFilters): Prisma.Sql {
  const { reviewerId, agentId, verdict, from, to } = filters;
  const parts = [
    Prisma.sql`v.workspace_id = ${ctx.workspaceId}::uuid AND v.given_at <= ${ctx.now}`,
    ...(reviewerId ? [Prisma.sql`v.given_by_id = ${reviewerId}::uuid`] : []),
    ...(agentId ? [Prisma.sql`d.agent_id = ${agentId}`] : []),
    ...(verdict ? [Prisma.sql`v.verdict = ${verdict}`] : []),
    ...(from ? [Prisma.sql`v.given_at >= ${from}`] : []),
    ...(to ? [Prisma.sql`v.given_at < ${to}`] : []),
  ];
  return Prisma.join(parts, ' AND ');
}

/** Verdicts with their decisions. */
export const VERDICTS = Prisma.sql`review_verdict v
  JOIN decision d ON d.workspace_id = v.workspace_id AND d.id = v.decision_id`;

/** Milliseconds from when a decision waited, and there was anybody to judge it, to the verdict. */
export function waitedMs({ workspace }: ServiceContext): Prisma.Sql {
  return Prisma.sql`greatest(0, extract(epoch FROM v.given_at
    - greatest(v.ready_at, ${workspace.attendedFrom}::timestamptz)) * 1000)::float8`;
}

/** Milliseconds from when its giver had it open to the verdict; null where it was never opened. */
export const HANDLED_MS = Prisma.sql`greatest(0, extract(epoch FROM v.given_at - v.opened_at) * 1000)::float8`;

/** Whether a time in milliseconds is within the target: by the whole seconds that are shown, so that 5:00 is within 5:00. */
export function withinTarget(ms: Prisma.Sql, slaMinutes: number): Prisma.Sql {
  return Prisma.sql`${ms} < ${slaMinutes * MINUTE + SECOND}`;
}

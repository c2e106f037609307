import { z } from 'zod';
import { KnownDate } from '@/domain/shared/known-instant';
import type { ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';

/** Which entries of the log; what is left out does not matter. */
export const EntryFilters = z.object({
  /** "user:<id>", "operator:<name>", "job:<name>", "key:<id>", "webhook:<provider>" or "customer". */
  actor: z.string().max(120).optional(),
  action: z.string().max(80).optional(),
  /** One object: "decision:<id>". */
  subject: z.string().max(200).optional(),
  /** Objects of one kind: "decision". */
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  /** From this moment on, and before that one. */
  from: KnownDate.optional(),
  to: KnownDate.optional(),
});
export type EntryFilters = z.infer<typeof EntryFilters>;

/** The filters as a condition on the workspace's own log. */
export function whereOf(
  { workspaceId }: Pick<ServiceContext, 'workspaceId'>,
  { actor, action, subject, kind, from, to }: EntryFilters,
): Prisma.AuditEntryWhereInput {
  return {
    workspaceId,
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subject ? { subject } : kind && { subject: { startsWith: `${kind}:` } }),
    ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  };
}

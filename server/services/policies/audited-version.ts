import { z } from 'zod';
import type { ServiceContext } from '../../context';
import type { PolicyVersion } from '../../generated/prisma/client';
import { sha256OfJson } from '../../sha256';

/**
 * Whether a version is what was put in force: `differs` where its document, reason or who activated it was changed in the database
 * since; null where its entry in the audit log is of before documents had a hash there.
 */
export type VersionRecord = 'matches' | 'differs' | null;

type Audited = Pick<PolicyVersion, 'document' | 'reason' | 'activatedBy'>;

/** SHA-256 of what a version says, and why and by whom it was put in force, in canonical JSON: `record` of its entry `policy.activated`. */
export function versionHash({ document, reason, activatedBy }: Audited): string {
  return sha256OfJson({ document, reason, activatedBy });
}

const Entry = z.object({ record: z.string() });

/** Compares a version with the audit log. */
export async function recordOfVersion(ctx: ServiceContext, row: PolicyVersion): Promise<VersionRecord> {
  const entry = await ctx.db.auditEntry.findFirst({
    where: { workspaceId: ctx.workspaceId, action: 'policy.activated', subject: `policy:${row.version}` },
    orderBy: { seq: 'desc' },
    select: { payload: true },
  });
  const audited = Entry.safeParse(entry && JSON.parse(entry.payload));
  if (!audited.success) return null;
  return audited.data.record === versionHash(row) ? 'matches' : 'differs';
}

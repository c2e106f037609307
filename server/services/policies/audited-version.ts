import { z } from 'zod';
import type { ServiceContext } from '../../context';
import type { PolicyVersion } from '../../generated/prisma/client';
import { sha256OfJson } from '../../sha256';

/**
 * Whether a version is what was put in force: `differs` where its document, reason or who activated it was changed in the database
 * since, `unaudited` where the audit log knows nothing of it; null where its entry there is of before documents had a hash.
 */
export type VersionRecord = 'matches' | 'differs' | 'unaudited' | null;

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
  return compared(row, entry?.payload);
}

function compared(row: PolicyVersion, payload: string | undefined): VersionRecord {
  if (payload === undefined) return 'unaudited';
  const audited = Entry.safeParse(JSON.parse(payload));
  if (!audited.success) return null;
  return audited.data.record === versionHash(row) ? 'matches' : 'differs';
}

/** The numbers of the versions that are not what the audit log says was put in force, in order. */
export async function versionsThatDiffer(ctx: ServiceContext): Promise<number[]> {
  const { workspaceId } = ctx;
  const [rows, entries] = await Promise.all([
    ctx.db.policyVersion.findMany({ where: { workspaceId }, orderBy: { version: 'asc' } }),
    ctx.db.auditEntry.findMany({
      where: { workspaceId, action: 'policy.activated' },
      orderBy: { seq: 'asc' },
      select: { subject: true, payload: true },
    }),
  ]);
  const audited = new Map(entries.map(({ subject, payload }) => [subject, payload]));
  return rows.flatMap((row) => {
    const record = compared(row, audited.get(`policy:${row.version}`));
    return record === 'differs' || record === 'unaudited' ? [row.version] : [];
  });
}

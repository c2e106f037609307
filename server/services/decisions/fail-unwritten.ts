import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { releaseOffers } from '../offers';

/** A decision whose message cannot be written, and what to mend. */
export type Unwritten = { id: string; problem: string };

/**
 * Ends decisions whose message cannot be written, in the caller's transaction, with the words of what to mend; the code
 * each was given goes back with what it held of a budget. Answers, by decision, what the audit log has to say of it.
 */
export async function failUnwritten(
  tx: Db,
  ctx: ServiceContext,
  unwritten: readonly Unwritten[],
): Promise<Map<string, AuditRecord>> {
  if (unwritten.length === 0) return new Map();
  const rows = JSON.stringify(unwritten);
  await tx.$executeRaw`
    UPDATE decision d SET outcome = 'failed', outcome_reason = row.problem, version = d.version + 1
    FROM json_to_recordset(${rows}::json) AS row(id uuid, problem text)
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = row.id AND d.outcome = 'scheduled'`;
  await releaseOffers(
    tx,
    ctx,
    unwritten.map(({ id }) => id),
  );
  return new Map(
    unwritten.map(({ id }) => [
      id,
      { action: 'decision.failed', subject: `decision:${id}`, payload: { code: 'unwritable' } },
    ]),
  );
}

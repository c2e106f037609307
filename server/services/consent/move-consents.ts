import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** A record of a person, and the record they turned out to be. */
export type Move = { from: string; to: string };

/**
 * Lets consent entries follow their customer to another record of the same person, in the caller's transaction. Nothing
 * is taken out: of two entries with one proof the one that moves keeps its words and loses the proof, which the other
 * carries.
 */
export async function moveConsents(tx: Db, ctx: ServiceContext, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const from = moves.map((move) => move.from);
  const to = moves.map((move) => move.to);
  await tx.$executeRaw`
    UPDATE consent_event e SET customer_id = moving.to_id,
      evidence = CASE WHEN moving.is_first AND NOT EXISTS (
        SELECT 1 FROM consent_event known WHERE known.workspace_id = e.workspace_id AND known.customer_id = moving.to_id
          AND known.channel = e.channel AND known.purpose = e.purpose AND known.evidence = e.evidence) THEN e.evidence END
    FROM (
      SELECT mine.id, change.to_id, 1 = row_number() OVER (
        PARTITION BY change.to_id, mine.channel, mine.purpose, mine.evidence ORDER BY mine.recorded_at, mine.id) AS is_first
      FROM consent_event mine
      JOIN unnest(${from}::uuid[], ${to}::uuid[]) AS change(from_id, to_id) ON mine.customer_id = change.from_id
      WHERE mine.workspace_id = ${ctx.workspaceId}::uuid) AS moving
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.id = moving.id`;
}

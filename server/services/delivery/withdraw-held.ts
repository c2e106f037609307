import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Removes a decision's message that nobody has claimed yet, in the caller's transaction, because its approval is taken
 * back: the decision may get another one. Answers the message's id; null where it is on its way already or was never
 * written. A dispatcher that is claiming it at this moment wins or waits, never both.
 */
export async function withdrawHeld(tx: Db, ctx: ServiceContext, decisionId: string): Promise<string | null> {
  const [withdrawn] = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM message WHERE workspace_id = ${ctx.workspaceId}::uuid AND decision_id = ${decisionId}::uuid
      AND status = 'queued' AND attempts = 0
    RETURNING id`;
  return withdrawn?.id ?? null;
}

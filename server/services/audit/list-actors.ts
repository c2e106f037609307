import { authorise, type ServiceContext } from '../../context';
import { namesOf } from './actor-names';

/** Everybody who ever acted in the workspace, people by name. Reads one row an actor, however long the log. Throws forbidden. */
export async function listActors(ctx: ServiceContext): Promise<{ actor: string; name: string | null }[]> {
  authorise(ctx, 'audit.read');
  const rows = await ctx.db.$queryRaw<{ actor: string }[]>`
    WITH RECURSIVE known AS (
      SELECT min(actor) AS actor FROM audit_entry WHERE workspace_id = ${ctx.workspaceId}::uuid
      UNION ALL
      SELECT (SELECT min(e.actor) FROM audit_entry e
              WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.actor > known.actor)
      FROM known WHERE known.actor IS NOT NULL)
    SELECT actor FROM known WHERE actor IS NOT NULL`;
  const names = await namesOf(
    ctx,
    rows.map(({ actor }) => actor),
  );
  return rows.map(({ actor }) => ({ actor, name: names.get(actor) ?? null }));
}

import type { ClientBase } from 'pg';

/** The database does not keep workspaces apart: the product must not work with it. */
export class TenantWallBroken extends Error {
  override readonly name = 'TenantWallBroken';
}

/** What a connection is that begins to work, and what stands open in the database it works with. */
const CHECK = `
  SELECT 'the connection works as ' || rolname || ', which may bypass row-level security' AS gap
    FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)
  UNION ALL
  SELECT 'the connection works as ' || current_user WHERE current_user NOT IN ('touchstone_app', 'touchstone_system')
  UNION ALL
  SELECT gap FROM tenant_wall_gaps()`;

/**
 * Throws TenantWallBroken, naming each gap, unless row-level security stands between workspaces for this connection:
 * its role owns no table and bypasses no policy, and every table with rows of workspaces has its policies.
 */
export async function checkTenantWall(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<{ gap: string }>(CHECK);
  if (rows.length === 0) return;
  const gaps = rows.map(({ gap }) => `  ${gap}`).join('\n');
  throw new TenantWallBroken(
    `The database does not keep workspaces apart, so the product does not work with it:\n${gaps}\n` +
      'Start with `npm start`, which puts the wall up again, and see docs/how-to/run-on-your-own-postgres-and-inngest.md.',
  );
}

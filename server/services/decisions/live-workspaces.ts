import { systemDb } from '../../system-db';

/**
 * Workspaces that live in real time, whose sweeps are due by the clock on the wall. Those with a clock of their own are
 * swept when it moves.
 */
export async function liveWorkspaces(): Promise<string[]> {
  const rows = await systemDb().workspace.findMany({
    where: { clockMode: 'system' },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => row.id);
}

import type { ServiceContext } from './context';
import type { Db } from './db';

/**
 * What `count` answers, and until commit nobody else asks for the same in this workspace: of several who each make one
 * more at once, the last sees what those before it made. For whatever a workspace can have only so many of.
 */
export async function countAlone(
  tx: Db,
  ctx: Pick<ServiceContext, 'workspaceId'>,
  what: string,
  count: () => Promise<number>,
): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`count:${what}:${ctx.workspaceId}`}, 0))`;
  return count();
}

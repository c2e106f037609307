import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { activePolicy } from './active-policy';
import { parsedPolicy } from './parsed-policy';

/** The share 0..1 that some versions of the policy leave alone; of one that is not there, what the one in force does. */
export async function holdoutShares(
  tx: Db,
  ctx: ServiceContext,
  versions: readonly number[],
): Promise<Map<number, number>> {
  const live = await activePolicy(ctx, tx);
  const others = versions.filter((version) => version !== live.version);
  const rows =
    others.length === 0
      ? []
      : await tx.$queryRaw<{ version: number; document: string }[]>`
    SELECT version, document::text AS document FROM policy_version
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND version = ANY(${others}::int[])`;
  const known = new Map(rows.map(({ version, document }) => [version, parsedPolicy(document).holdout.share]));
  return new Map(versions.map((version) => [version, known.get(version) ?? live.document.holdout.share]));
}

import type { ServiceContext } from '../../context';
import { endWriteKey, makeWriteKey } from '../write-keys';

const nameOf = (importId: string) => `import ${importId}`;

/** A write key for one run of an import; keys of runs that were killed end with it. */
export async function openKey(ctx: ServiceContext, importId: string): Promise<string> {
  await closeKeys(ctx, importId);
  const { key } = await makeWriteKey(ctx, { name: nameOf(importId) });
  return key;
}

/** Ends whatever keys an import has. */
export async function closeKeys(ctx: ServiceContext, importId: string): Promise<void> {
  const keys = await ctx.db.writeKey.findMany({
    where: { workspaceId: ctx.workspaceId, name: nameOf(importId), revokedAt: null },
    select: { id: true },
  });
  for (const { id } of keys) await endWriteKey(ctx, { id });
}

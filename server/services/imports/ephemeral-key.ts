import type { ServiceContext } from '../../context';
import { createWriteKey, listWriteKeys, revokeWriteKey } from '../write-keys';

const nameOf = (importId: string) => `import ${importId}`;

/** A write key for one run of an import; keys of runs that were killed end with it. */
export async function openKey(ctx: ServiceContext, importId: string): Promise<string> {
  await closeKeys(ctx, importId);
  const { key } = await createWriteKey(ctx, { name: nameOf(importId) });
  return key;
}

/** Ends whatever keys an import has. */
export async function closeKeys(ctx: ServiceContext, importId: string): Promise<void> {
  const keys = await listWriteKeys(ctx);
  for (const key of keys) {
    if (key.name === nameOf(importId) && !key.revokedAt) await revokeWriteKey(ctx, { id: key.id });
  }
}

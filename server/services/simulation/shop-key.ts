import type { ServiceContext } from '../../context';
import { systemDb } from '../../system-db';
import { createWriteKey } from '../write-keys';

const purposeOf = (workspaceId: string) => `demo-shop-key:${workspaceId}`;

/** The write key that the demo shop's own pages and people use; null before the demo is set up. */
export async function shopWriteKey(workspaceId: string): Promise<string | null> {
  const row = await systemDb().installationSecret.findUnique({ where: { purpose: purposeOf(workspaceId) } });
  return row?.value ?? null;
}

/** The same key, made under this name where there is none. */
export async function ensureShopKey(ctx: ServiceContext, name: string): Promise<string> {
  const known = await shopWriteKey(ctx.workspaceId);
  if (known) return known;
  const { key } = await createWriteKey(ctx, { name });
  const purpose = purposeOf(ctx.workspaceId);
  await systemDb().installationSecret.upsert({
    where: { purpose },
    create: { purpose, value: key },
    update: { value: key },
  });
  return key;
}

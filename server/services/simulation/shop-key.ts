import { systemDb } from '../../system-db';

const purposeOf = (workspaceId: string) => `demo-shop-key:${workspaceId}`;

/** The write key that the demo shop's own pages and people use; null before the demo is set up. */
export async function shopWriteKey(workspaceId: string): Promise<string | null> {
  const row = await systemDb().installationSecret.findUnique({ where: { purpose: purposeOf(workspaceId) } });
  return row?.value ?? null;
}

/** Keeps the shop's write key. */
export async function keepShopWriteKey(workspaceId: string, key: string): Promise<void> {
  const purpose = purposeOf(workspaceId);
  await systemDb().installationSecret.upsert({
    where: { purpose },
    create: { purpose, value: key },
    update: { value: key },
  });
}

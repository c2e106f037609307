import { randomBytes } from 'node:crypto';
import { systemDb } from './system-db';

/** The installation's own key for a purpose, 32 random octets: made on first use and kept in the database. */
export async function installationKey(purpose: string): Promise<Buffer> {
  const candidate = { purpose, value: randomBytes(32).toString('base64url') };
  await systemDb().installationSecret.createMany({ data: [candidate], skipDuplicates: true });
  const stored = await systemDb().installationSecret.findUniqueOrThrow({ where: { purpose } });
  return Buffer.from(stored.value, 'base64url');
}

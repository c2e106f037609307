import { isZone } from '@/domain/shared/zone';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';

/**
 * The time zone as both the database and the product know it: by name, since offsets mean the opposite in some places.
 * Throws invalid at `timezone`.
 */
export async function knownZone(tx: Db, asked: string): Promise<string> {
  const isName = /^(utc|[a-z_]+(\/[a-z0-9_+-]+)+)$/i.test(asked) && isZone(asked);
  const [found] = isName
    ? await tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM pg_timezone_names WHERE lower(name) = lower(${asked}) LIMIT 1`
    : [];
  if (found) return found.name;
  throw new ServiceError('invalid', 'Choose a time zone by its name, for example Europe/Berlin.', {
    field: 'timezone',
  });
}

import path from 'node:path';
import { env } from '@/lib/env';

/** Folder of the installation's data, outside of the database. */
export function dataFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ env().TOUCHSTONE_DATA_DIR ?? '.touchstone');
}

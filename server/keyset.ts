import { z } from 'zod';
import { KnownDate, KnownInstant } from '@/domain/shared/known-instant';
import { ServiceError } from './errors';

/** Some of a list, and where it goes on: null at its end. */
export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** The place of a row in a list that is in the order of time. */
export const MomentKey = z.object({ at: KnownInstant, id: z.uuid() });

/** An instant as PostgreSQL writes it in whatever zone, to the microsecond: finer than a Date. */
export const WrittenInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d)?$/)
  .refine((text) => KnownDate.safeParse(new Date(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`)).success);

/** Reads a keyset cursor of one of our lists. Throws invalid for a text that is not one. */
export function readCursor<Shape extends z.ZodType>(shape: Shape, cursor: string): z.infer<Shape> {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    // No column holds a NUL character: no row of ours can have led to such a place.
    if (text.includes('\\u0000')) throw new TypeError('NUL');
    return shape.parse(JSON.parse(text));
  } catch {
    const message = 'This is not a place in the list. Start again without a cursor.';
    throw new ServiceError('invalid', message, { field: 'cursor' });
  }
}

/** Writes a keyset cursor. */
export function writeCursor(key: Record<string, string | number | null>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A page of `limit` from rows read one further: what to show, and whether there is more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}

import type { z } from 'zod';
import { ServiceError } from './errors';

/** Some of a list, and where it goes on: null at its end. */
export type Page<Item> = { items: Item[]; nextCursor: string | null };

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

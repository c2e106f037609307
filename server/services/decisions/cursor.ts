import type { z } from 'zod';
import { ServiceError } from '../../errors';

/** Reads a keyset cursor of one of our lists. Throws invalid for a text that is not one. */
export function readCursor<Shape extends z.ZodType>(shape: Shape, cursor: string): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new ServiceError('invalid', 'This is not a place in the list. Start again without a cursor.', {
      field: 'cursor',
    });
  }
}

/** Writes a keyset cursor. */
export function writeCursor(key: Record<string, string | number | null>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

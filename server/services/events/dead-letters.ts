import { v7 } from 'uuid';
import { type Db, tenantDb } from '../../db';
import { databaseAway } from './database-errors';

export type NewDeadLetter = {
  /** api: refused at the door. processing: accepted, but nothing could be made of it. */
  source: 'api' | 'processing';
  code: string;
  field: string | null;
  reason: string;
  /** The event as it came. */
  raw: string;
  /** Write key it came with. */
  keyId: string | null;
};

/** Keeps refused events whole, so that they can be mended and sent again. Throws unavailable when the database is away. */
export async function saveDeadLetters(workspaceId: string, letters: readonly NewDeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await insertDeadLetters(tenantDb(workspaceId), workspaceId, letters).catch(() => {
    throw databaseAway();
  });
}

/** The same, in the caller's transaction. */
export async function insertDeadLetters(tx: Db, workspaceId: string, letters: readonly NewDeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await tx.deadLetter.createMany({
    data: letters.map((letter) => ({
      ...letter,
      id: v7(),
      workspaceId,
      raw: storable(letter.raw),
      field: storable(letter.field),
      reason: storable(letter.reason),
    })),
  });
}

/** PostgreSQL keeps no NUL character and no half of a surrogate pair in text. */
function storable<Text extends string | null>(text: Text): Text {
  return (text?.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd') ?? null) as Text;
}

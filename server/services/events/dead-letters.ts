import { v7 } from 'uuid';
import { pool } from '../../db';
import { databaseAway } from './database-errors';

export type NewDeadLetter = {
  /** api: refused at the door. processing: accepted, but nothing could be made of it. */
  source: 'api' | 'processing';
  code: string;
  field: string | null;
  reason: string;
  /** The event as it came. */
  raw: string;
};

const INSERT = `
INSERT INTO dead_letter (id, workspace_id, source, code, field, reason, raw)
SELECT id, $1::uuid, source, code, field, reason, raw FROM json_to_recordset($2::json)
  AS row(id uuid, source text, code text, field text, reason text, raw text)`;

/** Keeps refused events whole, so that they can be mended and sent again. Throws unavailable when the database is away. */
export async function saveDeadLetters(workspaceId: string, letters: readonly NewDeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  // PostgreSQL keeps no NUL character and no half of a surrogate pair in text.
  const rows = letters.map((letter) => ({
    ...letter,
    id: v7(),
    raw: storable(letter.raw),
    field: storable(letter.field),
  }));
  await pool()
    .query(INSERT, [workspaceId, JSON.stringify(rows)])
    .catch(() => {
      throw databaseAway();
    });
}

function storable<Text extends string | null>(text: Text): Text {
  return (text?.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd') ?? null) as Text;
}

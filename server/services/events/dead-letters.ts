import { v7 } from 'uuid';
import { namedIn } from '@/domain/privacy/named-in';
import { storableText } from '@/domain/shared/cut-text';
import { type Db, tenantDb } from '../../db';
import { anyErased, erasedAmong } from '../consent';
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

/**
 * Keeps refused events whole, so that they can be mended and sent again; of one that names an erased person anywhere only
 * that it came. Throws unavailable when the database is away.
 */
export async function saveDeadLetters(workspaceId: string, letters: readonly NewDeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  const db = tenantDb(workspaceId);
  await withoutErased(db, workspaceId, letters)
    .then((kept) => insertDeadLetters(db, workspaceId, kept))
    .catch(() => {
      throw databaseAway();
    });
}

/** What was refused cannot be read as an event: every word of it may be the name of somebody. */
async function withoutErased(
  db: Db,
  workspaceId: string,
  letters: readonly NewDeadLetter[],
): Promise<readonly NewDeadLetter[]> {
  if (!(await anyErased(db, { workspaceId }))) return letters;
  const named = letters.map(({ raw, field, reason }) => namedIn([raw, field, reason].join('\n')));
  const erased = await erasedAmong(db, { workspaceId }, named.flat());
  return letters.map((letter, index) =>
    named[index]?.some((identifier) => erased.has(identifier)) ? { ...letter, ...ERASED } : letter,
  );
}

const ERASED = {
  code: 'erased',
  field: null,
  reason: 'It could not be used, and names a person who was erased at their own request: the event was not kept.',
  raw: '{"erased":true}',
};

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

function storable<Text extends string | null>(text: Text): Text {
  return (text === null ? null : storableText(text)) as Text;
}

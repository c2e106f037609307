import { z } from 'zod';
import type { Checkpoint } from '@/domain/audit/checkpoint';

const Line = z.object({
  type: z.literal('checkpoint'),
  workspaceId: z.string(),
  seq: z.string().regex(/^\d{1,18}$/),
  hash: z.string(),
  at: z.string(),
  previous: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

/** A checkpoint as a line of an export and of the file outside of the database. */
export function checkpointLine({ workspaceId, seq, hash, at, previous, publicKey, signature }: Checkpoint): string {
  const line = { type: 'checkpoint', workspaceId, seq: seq.toString(), hash, at, previous, publicKey, signature };
  return `${JSON.stringify(line)}\n`;
}

/** Reads such a line; null for one that was torn by a crash. */
export function readCheckpointLine(text: string): Checkpoint | null {
  try {
    const { type: _type, seq, ...rest } = Line.parse(JSON.parse(text));
    return { ...rest, seq: BigInt(seq) };
  } catch {
    return null;
  }
}

import { canonicalJson } from './canonical-json';

/** What a checkpoint says: at this moment the workspace's chain had this hash at this entry. */
export type CheckpointStatement = {
  readonly workspaceId: string;
  readonly seq: bigint;
  /** Of the entry with this number. */
  readonly hash: string;
  /** ISO 8601 UTC with milliseconds; real time, whatever the workspace's clock says. */
  readonly at: string;
  /** SHA-256 of the statement before this one; GENESIS_HASH for the first. */
  readonly previous: string;
};

/** A statement with its Ed25519 signature, both base64; `publicKey` is SPKI. */
export type Checkpoint = CheckpointStatement & { readonly publicKey: string; readonly signature: string };

/** A checkpoint is signed after this many entries at the latest. */
export const CHECKPOINT_ENTRIES = 1_000;
/** And after this time, when there is a new entry. */
export const CHECKPOINT_AFTER_MS = 5 * 60_000;

/** The text that is signed: canonical JSON that says what it is for, so that the signature fits nothing else. */
export function checkpointText({ workspaceId, seq, hash, at, previous }: CheckpointStatement): string {
  const purpose = 'touchstone.audit.checkpoint';
  return canonicalJson({ purpose, version: 1, workspaceId, seq: seq.toString(), hash, at, previous });
}

/** Whether a chain that has come to `head` needs a checkpoint, the last one having been signed at `last`. */
export function isCheckpointDue(head: bigint, last: { seq: bigint; at: Date } | null, now: Date): boolean {
  const fresh = head - (last?.seq ?? 0n);
  if (fresh <= 0n) return false;
  return !last || fresh >= CHECKPOINT_ENTRIES || now.getTime() - last.at.getTime() >= CHECKPOINT_AFTER_MS;
}

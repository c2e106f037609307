/** An exported audit entry. `at` is ISO 8601 UTC with microseconds, as it was hashed. */
export type ChainEntry = {
  readonly workspaceId: string;
  readonly seq: bigint;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** Canonical JSON. */
  readonly payload: string;
  /** What of it is hashed: 1 the payload itself, 2 the payload's own hash, so that it may be withheld. */
  readonly format: number;
  readonly prevHash: string;
  readonly hash: string;
};

/** Where a chain has been walked to. */
export type ChainEnd = { readonly seq: bigint; readonly hash: string };

/** What a walk over entries found: all of them whole, or the first that is not and why. */
export type ChainReport =
  | { readonly ok: true; readonly entries: number; readonly lastHash: string }
  | { readonly ok: false; readonly firstBad: bigint; readonly kind: 'changed' | 'removed'; readonly reason: string };

type Sha256 = (text: string) => string;
type Problem = Omit<Extract<ChainReport, { ok: false }>, 'ok'>;

/** `prevHash` of a chain's first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** Before the first entry. */
export const CHAIN_START: ChainEnd = { seq: 0n, hash: GENESIS_HASH };

/**
 * Walks a chain from its first entry and names the first one that was changed, removed, inserted or moved.
 * `sha256` takes text (as UTF-8) and gives lower-case hex. The bytes hashed are those of the SQL function
 * audit_append. A long chain is walked in parts: `after` is where the last part ended.
 */
export function verifyChain(entries: Iterable<ChainEntry>, sha256: Sha256, after: ChainEnd = CHAIN_START): ChainReport {
  let end = after;
  let count = 0;
  for (const entry of entries) {
    const problem = problemOf(entry, end, sha256);
    if (problem) return { ok: false, ...problem };
    end = entry;
    count += 1;
  }
  return { ok: true, entries: count, lastHash: end.hash };
}

function problemOf(entry: ChainEntry, before: ChainEnd, sha256: Sha256): Problem | null {
  const { seq } = entry;
  const expected = before.seq + 1n;
  if (seq !== expected) {
    const reason = `Entry ${expected} is missing or moved: found ${seq} in its place.`;
    return { firstBad: seq < expected ? seq : expected, kind: 'removed', reason };
  }
  const isConsistent = sha256(chainedText(entry, sha256)) === entry.hash;
  if (isConsistent && entry.prevHash === before.hash) return null;
  if (isConsistent && before.seq > 0n) {
    const reason = `Entry ${before.seq} was changed and its hash made to fit: entry ${seq} was chained to another one.`;
    return { firstBad: before.seq, kind: 'changed', reason };
  }
  return { firstBad: seq, kind: 'changed', reason: `Entry ${seq} was changed: its hash is not that of its content.` };
}

/** The text whose hash an entry carries: each field as "<octets>:<text>". */
export function chainedText(entry: Omit<ChainEntry, 'hash'>, sha256: Sha256): string {
  const { prevHash, workspaceId, seq, at, actor, action, subject, payload } = entry;
  const about = [workspaceId, seq.toString(), at, actor, action, subject];
  const fields =
    entry.format === 1 ? [prevHash, ...about, payload] : [prevHash, String(entry.format), ...about, sha256(payload)];
  return fields.map((field) => `${octets(field)}:${field}`).join('');
}

function octets(text: string): number {
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

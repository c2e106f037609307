/** An exported audit entry. `at` is ISO 8601 UTC with microseconds, as it was hashed. */
export type ChainEntry = {
  readonly workspaceId: string;
  readonly seq: bigint;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly payload: string;
  readonly prevHash: string;
  readonly hash: string;
};

export type ChainReport =
  | { readonly ok: true; readonly entries: number; readonly lastHash: string }
  | { readonly ok: false; readonly firstBad: bigint; readonly reason: string };

/** `prevHash` of a chain's first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * Walks a chain from its first entry and names the first one that was changed, removed, inserted or moved.
 * `sha256` takes text (as UTF-8) and gives lower-case hex. The bytes hashed are those of the SQL function
 * audit_append: each field as "<octets>:<text>". A long chain is walked in parts: `after` is where the last part ended.
 */
export function verifyChain(
  entries: Iterable<ChainEntry>,
  sha256: (text: string) => string,
  after: { readonly seq: bigint; readonly hash: string } = { seq: 0n, hash: GENESIS_HASH },
): ChainReport {
  let expectedSeq = after.seq + 1n;
  let previous = after.hash;
  let count = 0;
  for (const entry of entries) {
    const reason = problemOf(entry, expectedSeq, previous, sha256);
    if (reason) return { ok: false, firstBad: entry.seq < expectedSeq ? entry.seq : expectedSeq, reason };
    previous = entry.hash;
    expectedSeq += 1n;
    count += 1;
  }
  return { ok: true, entries: count, lastHash: previous };
}

function problemOf(
  entry: ChainEntry,
  expectedSeq: bigint,
  previous: string,
  sha256: (text: string) => string,
): string | null {
  if (entry.seq !== expectedSeq) return `Entry ${expectedSeq} is missing or moved: found ${entry.seq} in its place.`;
  if (entry.prevHash !== previous) return `Entry ${entry.seq} does not follow from the one before it.`;
  if (sha256(chainedText(entry)) !== entry.hash)
    return `Entry ${entry.seq} was changed: its hash is not that of its content.`;
  return null;
}

/** The text whose hash an entry carries. */
export function chainedText(entry: Omit<ChainEntry, 'hash'>): string {
  return [
    entry.prevHash,
    entry.workspaceId,
    entry.seq.toString(),
    entry.at,
    entry.actor,
    entry.action,
    entry.subject,
    entry.payload,
  ]
    .map((field) => `${octets(field)}:${field}`)
    .join('');
}

function octets(text: string): number {
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

/**
 * 32-bit MurmurHash3 (x86, Austin Appleby, public domain algorithm) of a string's UTF-8 bytes.
 * Same text and seed, same number, on every machine and for ever: assignments hang on it.
 */
export function murmur3(text: string, seed = 0): number {
  const bytes = utf8(text);
  const blocks = bytes.length >> 2;
  let hash = seed | 0;
  for (let block = 0; block < blocks; block++) {
    const at = block * 4;
    hash ^= scramble(
      byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24),
    );
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  const tailAt = blocks * 4;
  let tail = 0;
  for (let offset = (bytes.length & 3) - 1; offset >= 0; offset--) tail = (tail << 8) | byte(bytes, tailAt + offset);
  hash ^= scramble(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Uniform number in [0, 1) that depends on nothing but `key` and `salt`. */
export function stableUnit(salt: string, key: string): number {
  return murmur3(`${salt}:${key}`) / 2 ** 32;
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function byte(bytes: readonly number[], at: number): number {
  return bytes[at] ?? 0;
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

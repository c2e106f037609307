import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Decides, and says what of a policy a decision depends on. */
const ENTRY = 'domain/replay/replay-decision.ts';
const IMPORT = /(?:from|import)\s+'([^']+)'/g;
const DIGITS = 16;

/**
 * Which code decides in this process: a hash over what decides, everything it imports, and over what it stands on (the
 * language, its calendars and time zones, packages). Two processes with the same answer decide alike. Read when the
 * process starts; null where the sources are not beside it, and then nothing may be taken for decided by the same code.
 */
export const DECIDING_CODE: string | null = fingerprint();

function fingerprint(): string | null {
  try {
    const { node, icu, tz, unicode } = process.versions;
    const hash = createHash('sha256').update(JSON.stringify({ node, icu, tz, unicode }));
    hash.update(readFileSync(path.resolve('package-lock.json')));
    for (const [file, text] of [...sourcesFrom(ENTRY)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(`${file}\0`).update(text);
    }
    return hash.digest('hex').slice(0, DIGITS);
  } catch {
    return null;
  }
}

/** A file and, one after the other, all of our own that it imports. Packages count by the lock file. */
function sourcesFrom(entry: string): Map<string, string> {
  const texts = new Map<string, string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    const text = readFileSync(path.resolve(/* turbopackIgnore: true */ file), 'utf8');
    texts.set(file, text);
    for (const [, target = ''] of text.matchAll(IMPORT)) {
      if (target.startsWith('.')) waiting.push(fileOf(path.posix.join(path.posix.dirname(file), target)));
    }
  }
  return texts;
}

function fileOf(target: string): string {
  const file = `${target}.ts`;
  return existsSync(path.resolve(/* turbopackIgnore: true */ file)) ? file : `${target}/index.ts`;
}

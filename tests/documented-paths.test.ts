import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
const FILES = ['README.md', ...docs.filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];
const FOLDERS = 'app|components|docs|domain|e2e|inngest|lib|prisma|scripts|server|snippet|tests';
const PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./\\[\\]()@-]+)\``, 'g');

/** Files that a how-to makes as its example. */
const EXAMPLES = new Set(['domain/guardrails/holidays.ts', 'server/services/decisions/decide-birthdays.ts']);

describe('the documentation', () => {
  it.each(FILES)('%s names only paths that there are', (file) => {
    const named = [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(PATH)].map(([, found = '']) => found);
    const missing = named.filter((found) => !EXAMPLES.has(found) && !existsSync(path.join(ROOT, found)));
    expect(missing).toEqual([]);
  });
});

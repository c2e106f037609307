import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildSnippet, SNIPPET_FILE } from './build-snippet';

it('public/touchstone.js is what snippet/ makes: npm run snippet', async () => {
  expect(readFileSync(SNIPPET_FILE, 'utf8')).toBe(await buildSnippet());
});

it('takes less than 5 kB of a page, compressed', () => {
  expect(gzipSync(readFileSync(SNIPPET_FILE), { level: 9 }).length).toBeLessThan(5 * 1024);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { OWN_PROCESS } from '@/tests/harness/own-process';

const ROOMS = ['app', 'domain', 'inngest', 'lib', 'server', 'tests'];
/** Modules are read once for many files: one that was read before is not replaced, and a setting stays for the next file. */
const CHANGES_ITS_PROCESS = /\bvi\.(?:mock|doMock)\(|\bprocess\.env\.\w+ = |\bdelete process\.env\b/;

it('integration tests that change their process have one of their own', () => {
  const tests = ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.int.test.ts'))
      .map((name) => path.posix.join(room, name.replaceAll(path.sep, '/'))),
  );
  const changing = tests.filter((name) => CHANGES_ITS_PROCESS.test(readFileSync(name, 'utf8')));
  expect(changing.filter((name) => !OWN_PROCESS.includes(name))).toEqual([]);
  expect(OWN_PROCESS.filter((name) => !tests.includes(name))).toEqual([]);
});

// `npm run verify`: everything that needs no database and no browser, in under a minute.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies, requireNode, run } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Side by side, because the types take as long as all the others together. */
const LANES = [
  [['types', bin('tsc'), ['--noEmit']]],
  [
    ['format and lint', bin('biome'), ['ci', '.']],
    ['types of the domain', bin('tsc'), ['--noEmit', '-p', 'tsconfig.domain.json']],
    ['arrows', process.execPath, ['scripts/arrows.mjs']],
  ],
];

async function check([name, command, args]) {
  const since = Date.now();
  const { code, output } = await run(command, args, { cwd: root });
  const took = `${((Date.now() - since) / 1000).toFixed(1)} s`;
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${took})`);
  if (code !== 0) console.log(output.trim());
  return { name, ok: code === 0 };
}

async function inTurn(checks) {
  const done = [];
  for (const one of checks) done.push(await check(one));
  return done;
}

/** Runs every check, and says for each how it went. Resolves with how many passed, and which failed. */
export async function verify() {
  const done = (await Promise.all(LANES.map(inTurn))).flat();
  const failed = done.filter(({ ok }) => !ok).map(({ name }) => name);
  return { passed: done.length - failed.length, failed };
}

/** What the checks look at but git does not hold: the database client and Next's types. */
export async function prepare() {
  requireNode();
  await ensureDependencies(root);
  const { generateWhenChanged } = await import('./prisma.mjs');
  generateWhenChanged();
  // Types of routes and pages.
  const { code, output } = await run(process.execPath, ['node_modules/next/dist/bin/next', 'typegen'], { cwd: root });
  if (code !== 0) throw new Error(`next typegen failed:\n${output.trim()}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await prepare();
  const { failed } = await verify();
  const unit = await run(bin('vitest'), ['run', '--project', 'unit'], { cwd: root });
  console.log(unit.output.trim());
  process.exit(failed.length > 0 || unit.code ? 1 : 0);
}

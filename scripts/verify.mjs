// `npm run verify`: everything that needs no database and no browser, in under a minute.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies, requireNode, run } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

const CHECKS = [
  ['format and lint', bin('biome'), ['ci', '.']],
  ['types', bin('tsc'), ['--noEmit']],
  ['types of the domain', bin('tsc'), ['--noEmit', '-p', 'tsconfig.domain.json']],
  ['arrows', process.execPath, ['scripts/arrows.mjs']],
];

/** Runs every check, and says for each how it went. Resolves with how many passed, and which failed. */
export async function verify() {
  const failed = [];
  for (const [name, command, args] of CHECKS) {
    const since = Date.now();
    const { code, output } = await run(command, args, { cwd: root });
    const took = `${((Date.now() - since) / 1000).toFixed(1)} s`;
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${took})`);
    if (code !== 0) console.log(output.trim());
    if (code !== 0) failed.push(name);
  }
  return { passed: CHECKS.length - failed.length, failed };
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

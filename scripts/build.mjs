// Builds the product when its sources have changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from './install.mjs';
import { generateWhenChanged } from './prisma.mjs';
import { withProgress } from './progress.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const STAMP = path.join(root, '.next/touchstone-sources');
const FOLDERS = ['app', 'components', 'domain', 'inngest', 'lib', 'prisma', 'server'];
const FILES = [
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];
/** Not part of what is built. */
const IGNORED = /(^|\/)generated(\/|$)|\.(test|int\.test)\.tsx?$/;

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** One hash over everything the build is made from. */
function sourcesHash() {
  const names = [
    ...FOLDERS.filter((folder) => existsSync(path.join(root, folder))).flatMap(filesBelow),
    ...FILES,
  ].filter((name) => !IGNORED.test(name) && existsSync(path.join(root, name)));
  const hash = createHash('sha256').update(process.version);
  for (const name of names.sort()) hash.update(`${name}\0`).update(readFileSync(path.join(root, name)));
  return hash.digest('hex');
}

/** Generates the database client and builds, each only when what it is made from has changed. */
export async function buildWhenChanged() {
  generateWhenChanged();
  const hash = sourcesHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  await withProgress('Building (one to five minutes)', () => build(), { slow: true });
  writeFileSync(STAMP, hash);
}

async function build() {
  rmSync(STAMP, { force: true });
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { code, output } = await run(process.execPath, [next, 'build'], { cwd: root, env });
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildWhenChanged();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

// Runs the Prisma CLI. It insists on downloading an engine that generate, validate and format never start (they run on
// bundled WebAssembly), so for these three it is shown an existing file. Migration commands stay as they are: with a
// stand-in they would silently do nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const WITHOUT_ENGINE = ['generate', 'validate', 'format'];
const CLIENT = path.join(root, 'server/generated/prisma');
const STAMP = path.join(CLIENT, '.made-from');

/** Runs `prisma <args>` and returns its exit code. */
export function prisma(args, { quiet = false } = {}) {
  const engine = WITHOUT_ENGINE.includes(args[0]) ? { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath } : {};
  const cli = path.join(root, 'node_modules/prisma/build/index.js');
  const result = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    env: { ...process.env, ...engine, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
    stdio: quiet ? ['ignore', 'ignore', 'pipe'] : 'inherit',
    encoding: 'utf8',
  });
  if (quiet && result.status !== 0) process.stderr.write(result.stderr);
  return result.status ?? 1;
}

function schemaFingerprint() {
  const hash = createHash('sha256');
  const folder = path.join(root, 'prisma/schema');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  hash.update(readFileSync(path.join(root, 'node_modules/prisma/package.json')));
  return hash.digest('hex');
}

/** Makes the client again when the schema, or Prisma, changed since the last time. Returns whether it did. */
export function generateWhenChanged() {
  const fingerprint = schemaFingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return false;
  if (prisma(['generate'], { quiet: true }) !== 0) throw new Error('Prisma could not generate its client.');
  writeFileSync(STAMP, fingerprint);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2);
  const status = prisma(args);
  if (args[0] === 'generate' && status === 0) writeFileSync(STAMP, schemaFingerprint());
  process.exit(status);
}

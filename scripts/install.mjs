// Installs dependencies when they are missing or older than the lock file. Node's own modules only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withProgress } from './progress.mjs';

const STAMP = 'node_modules/.touchstone-lock';
const LOCK = 'package-lock.json';
const NPM_RECORD = 'node_modules/.package-lock.json';
const OLDEST_NODE = [20, 20];

/** Says in words what an older Node would say with a syntax error. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Touchstone needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(path.join(root, LOCK)))
    .digest('hex');
}

function upToDate(root) {
  const record = path.join(root, NPM_RECORD);
  if (!existsSync(record)) return false;
  const stamp = path.join(root, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)) return true;
  // Installed by hand after the lock file was last written.
  return statSync(record).mtimeMs >= statSync(path.join(root, LOCK)).mtimeMs;
}

/** Runs a program; resolves with its exit code and what it said. `onLine` is told each line as it comes. */
export function run(command, args, { cwd, env = process.env, onLine = () => {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (data) => {
      output += data;
      const line = String(data).trim().split('\n').at(-1);
      if (line) onLine(line.slice(0, 100));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The npm that started us, or the one on the path. */
function npm() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
}

export async function ensureDependencies(root) {
  if (!upToDate(root)) {
    await withProgress('Installing dependencies (one to three minutes)', () => install(root), { slow: true });
  }
  writeFileSync(path.join(root, STAMP), lockHash(root));
}

async function install(root) {
  const [command, before] = npm();
  const args = [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await run(command, args, { cwd: root });
  if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`);
}

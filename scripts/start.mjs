// `npm start` and `npm run dev`: from a fresh clone to a running product. Until dependencies are there, Node's own
// modules must do.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, requireNode } from './install.mjs';

requireNode();
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
// Relative to where the command was typed, not to the repository.
const dataDir = path.resolve(
  process.env.INIT_CWD ?? root,
  process.env.TOUCHSTONE_DATA_DIR || path.join(root, '.touchstone'),
);

try {
  await ensureDependencies(root);
  const { register } = await import('tsx/esm/api');
  register();
  const { launch } = await import('./launcher/launch.ts');
  await launch({ root, dataDir, isDev: process.argv.includes('--dev') });
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

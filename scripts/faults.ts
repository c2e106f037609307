// `npm run faults -- [F1] [F13] [--full]`: the trials of docs/faults.md, all or some, small or at their full size.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFaults } from './fault-list';

const words = process.argv.slice(2);
const rows = readFaults(readFileSync('docs/faults.md', 'utf8'));
const known = new Set(rows.map(({ fault }) => fault));
const asked = words.filter((word) => word !== '--full');
const unknown = asked.filter((word) => !known.has(word));
if (unknown.length > 0) {
  console.error(`There is no fault called ${unknown.join(', ')}. Choose of: ${[...known].join(', ')}; --full.`);
  process.exit(2);
}
const chosen = rows.filter(({ fault }) => asked.length === 0 || asked.includes(fault));
const files = [...new Set(chosen.map(({ file }) => file))];
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--retry=0', ...files], {
  stdio: 'inherit',
  env: { ...process.env, ...(words.includes('--full') ? { FAULTS: 'full' } : {}) },
});
process.exit(status ?? 1);

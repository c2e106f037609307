// `npm test`: from nothing to one closing line. Everything runs, whatever fails on the way.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, verify } from './verify.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const reports = mkdtempSync(path.join(tmpdir(), 'touchstone-reports-'));
const total = { passed: 0, failed: 0 };

function count({ passed, failed }) {
  total.passed += passed;
  total.failed += failed;
}

/** A run that ends badly without naming a failed test counts as one failure: it may never look like success. */
function tally(code, read) {
  let counted = { passed: 0, failed: 0 };
  try {
    counted = read();
  } catch {
    console.error('There is no report of this run.');
  }
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  count(counted);
}

function report(name) {
  return JSON.parse(readFileSync(path.join(reports, `${name}.json`), 'utf8'));
}

function title(words) {
  console.log(`\n== ${words}`);
}

function vitest(project) {
  title(`${project} tests`);
  const file = path.join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync(path.join(root, 'node_modules/.bin/vitest'), args, { stdio: 'inherit' });
  tally(status, () => {
    const { numPassedTests, numFailedTests, testResults } = report(project);
    const brokenFiles = testResults.filter(
      ({ status: state, assertionResults }) => state === 'failed' && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length };
  });
}

function build() {
  title('build');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  count({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 });
  return status === 0;
}

function endToEnd() {
  title('end-to-end tests');
  const file = path.join(reports, 'e2e.json');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/e2e.ts'], {
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  tally(status, () => {
    const { expected, unexpected, flaky } = report('e2e').stats;
    return { passed: expected, failed: unexpected + flaky };
  });
}

try {
  await prepare();
  title('verify');
  count(await verify());
  vitest('unit');
  vitest('integration');
  if (build()) endToEnd();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

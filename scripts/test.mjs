// `npm test`: from nothing to one closing line. Everything runs, whatever fails on the way.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inBrief } from './in-brief.mjs';
import { prepare, verify } from './verify.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const reports = mkdtempSync(path.join(tmpdir(), 'touchstone-reports-'));

/**
 * What the closing lines tell. Names are said there once more: of a long log often only the end is read.
 * `unsteady` passed at the second try only. That does not fail the run, and it is never silent.
 */
const total = { passed: 0, failed: [], unsteady: [] };

function title(words) {
  console.log(`\n== ${words}`);
}

/** Adds what a run reports. One that ends badly and names nothing counts as a failure: it may never look like success. */
function tally(run, code, read) {
  let told = { passed: 0, failed: [], unsteady: [] };
  try {
    told = read();
  } catch {
    console.error('There is no report of this run.');
  }
  if (code !== 0 && told.failed.length === 0) told.failed.push('ended badly and named nothing');
  total.passed += told.passed;
  total.failed.push(...told.failed.map((name) => `${run}: ${name}`));
  total.unsteady.push(...told.unsteady.map((name) => `${run}: ${name}`));
}

function report(name) {
  return JSON.parse(readFileSync(path.join(reports, `${name}.json`), 'utf8'));
}

/** Runs all projects of vitest.config.ts whose names begin so. */
function vitest(project) {
  title(`${project} tests`);
  const reporters = ['default', './tests/harness/outcome-reporter.mjs'].map((name) => `--reporter=${name}`);
  const { status } = spawnSync(
    path.join(root, 'node_modules/.bin/vitest'),
    ['run', '--project', `${project}*`, ...reporters],
    {
      stdio: 'inherit',
      env: { ...process.env, TEST_OUTCOME: path.join(reports, `${project}.json`) },
    },
  );
  tally(project, status, () => report(project));
}

function build() {
  title('build');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  tally('build', status, () => ({ passed: status === 0 ? 1 : 0, failed: [], unsteady: [] }));
  return status === 0;
}

function specsOf(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);
}

function endToEnd() {
  title('end-to-end tests');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/e2e.ts'], {
    stdio: 'inherit',
    env: { ...process.env, E2E_REPORTS: reports },
  });
  tally('end-to-end', status, () => {
    const told = ['reading', 'apart', 'changing'].map(readSpecs);
    return {
      passed: told.reduce((sum, { passed }) => sum + passed, 0),
      failed: told.flatMap(({ failed }) => failed),
      unsteady: told.flatMap(({ unsteady }) => unsteady),
    };
  });
}

function readSpecs(project) {
  if (!existsSync(path.join(reports, `${project}.json`))) {
    return { passed: 0, failed: [`${project} specs left no report`], unsteady: [] };
  }
  const tests = specsOf(report(project).suites).flatMap(({ title: words, file: spec, tests: runs }) =>
    runs.map(({ status, results }) => {
      const said = results.flatMap(({ errors }) => errors).map(({ message }) => inBrief(message));
      return { name: [`${spec} > ${words}`, ...said].join(': '), outcome: status };
    }),
  );
  const named = (outcome) => tests.filter((test) => test.outcome === outcome).map(({ name }) => name);
  return {
    passed: named('expected').length + named('flaky').length,
    failed: named('unexpected'),
    unsteady: named('flaky'),
  };
}

try {
  await prepare();
  title('verify');
  const checks = await verify();
  tally('verify', 0, () => ({ ...checks, unsteady: [] }));
  if (!existsSync('../shared/data')) {
    console.log('../shared/data is not here: tests that compare with public data sets are left out.');
  }
  vitest('unit');
  vitest('integration');
  if (build()) endToEnd();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed.push('the run itself');
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log('');
for (const name of total.unsteady) console.log(`~ only at the second try: ${name}`);
for (const name of total.failed) console.log(`✗ ${name}`);
console.log(`${total.passed} passed, ${total.failed.length} failed`);
process.exit(total.failed.length === 0 ? 0 : 1);

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inBrief } from '../../scripts/in-brief.mjs';

/** Writes what came of each test to the file that TEST_OUTCOME names: `{ passed, failed, unsteady }`, names and what they said. */
export default class OutcomeReporter {
  onTestRunEnd(modules, unhandled) {
    const outcome = { passed: 0, failed: [], unsteady: [] };
    for (const module of modules) {
      const file = path.relative(process.cwd(), module.moduleId);
      for (const test of module.children.allTests()) {
        const name = `${file} > ${test.fullName}`;
        const { state, errors } = test.result();
        const said = `${name}: ${inBrief(errors?.[0]?.message)}`;
        if (state === 'passed') outcome.passed += 1;
        if (state === 'failed') outcome.failed.push(said);
        if (test.diagnostic()?.flaky) outcome.unsteady.push(said);
      }
      // A file that does not load, or a hook that fails, has no test to blame.
      if (module.errors().length > 0) outcome.failed.push(file);
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) outcome.failed.push(`${file} > ${suite.fullName}`);
      }
    }
    for (const error of unhandled) outcome.failed.push(`unhandled: ${error.message}`);
    writeFileSync(process.env.TEST_OUTCOME, JSON.stringify(outcome));
  }
}

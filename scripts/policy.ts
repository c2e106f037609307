// `npm run policy -- export|validate|upgrade|apply FILE`: the policy as a file, to review and keep beside other code.
import { readFile, writeFile } from 'node:fs/promises';
import { checkDocument } from '@/domain/policies/check-document';
import { POLICY_DESCRIPTION } from '@/domain/policies/describe';
import type { PolicyDocument } from '@/domain/policies/description';
import { lintPolicy } from '@/domain/policies/lint';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { upgradeDocument } from '@/domain/policies/upgrade';
import { openInstallation } from './open-installation';
import { placeOf } from './places';
import { type Arguments, readArguments, USAGE } from './policy/arguments';
import { findingLines, policyFile, problemLines } from './policy/report';
import { workspaceContext } from './workspace-context';

const [DONE, REFUSED, FAILED] = [0, 1, 2];

const tell = (lines: readonly string[]) => {
  for (const line of lines) console.error(line);
};

async function readDocument(file: string): Promise<unknown> {
  const text = await readFile(placeOf(file), 'utf8').catch(() => {
    throw new Error(`There is no file ${file}.`);
  });
  try {
    return JSON.parse(text);
  } catch (problem) {
    tell([`${file} is not JSON: ${(problem as Error).message}`]);
    return null;
  }
}

async function validate({ file }: { file: string }): Promise<number> {
  const checked = checkDocument(await readDocument(file));
  if (!checked.ok) {
    tell(problemLines(checked.problems));
    return REFUSED;
  }
  // A file knows neither the brand nor the approved offers it will be judged by.
  const findings = lintPolicy(checked.policy, { currency: 'USD', brand: null, offers: null });
  tell(findingLines(findings));
  if (findings.some(({ severity }) => severity === 'error')) return REFUSED;
  console.log(`${file} is a policy${findings.length > 0 ? ', with warnings' : ''}.`);
  return DONE;
}

/** What an older version of the product wrote is made whole on somebody's word, never by the way. */
async function upgrade({ file }: { file: string }): Promise<number> {
  const read = await readDocument(file);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    tell([`${file} is not a policy.`]);
    return REFUSED;
  }
  const { document, added } = upgradeDocument(POLICY_DESCRIPTION, read as PolicyDocument, DEFAULT_POLICY);
  if (added.length > 0) await writeFile(placeOf(file), policyFile(document));
  console.log(added.length > 0 ? `Written into ${file}, each with its default:` : `${file} names every threshold.`);
  for (const each of added) console.log(`  ${each}`);
  return DONE;
}

async function exportPolicy({ file, workspace }: { file: string; workspace: string | null }): Promise<number> {
  const { activePolicy } = await import('@/server/services/policies');
  const { version, document } = await activePolicy(await workspaceContext(workspace));
  if (file === '-') process.stdout.write(policyFile(document));
  else await writeFile(placeOf(file), policyFile(document));
  tell([`Version ${version}${file === '-' ? '' : ` is written to ${file}`}.`]);
  return DONE;
}

async function apply(args: Extract<Arguments, { command: 'apply' }>): Promise<number> {
  const document = await readDocument(args.file);
  const { applyDocument } = await import('@/server/services/policies');
  const { ServiceError } = await import('@/server/errors');
  const ctx = await workspaceContext(args.workspace);
  try {
    const answer = await applyDocument(ctx, { ...args, document });
    if (answer.ok) {
      console.log(`Version ${answer.version} is in force in ${ctx.workspace.slug}.`);
      return DONE;
    }
    tell([...problemLines(answer.problems), ...findingLines(answer.findings)]);
    const isWarned = answer.findings.length > 0 && answer.findings.every(({ severity }) => severity === 'warning');
    tell(['Nothing was changed.', ...(isWarned ? ['Apply it all the same with --accept-warnings.'] : [])]);
  } catch (problem) {
    if (!(problem instanceof ServiceError)) throw problem;
    tell([problem.message]);
  }
  return REFUSED;
}

async function main(): Promise<number> {
  let args: Arguments | 'help';
  try {
    args = readArguments(process.argv.slice(2));
  } catch (problem) {
    tell([(problem as Error).message, '', USAGE]);
    return FAILED;
  }
  if (args === 'help') {
    console.log(USAGE);
    return DONE;
  }
  if (args.command === 'validate') return validate(args);
  if (args.command === 'upgrade') return upgrade(args);
  const close = await openInstallation();
  try {
    return args.command === 'export' ? await exportPolicy(args) : await apply(args);
  } finally {
    await close();
  }
}

process.exitCode = await main().catch((problem: Error) => {
  tell([problem.message]);
  return FAILED;
});

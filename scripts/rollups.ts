// `npm run rollups`: the hourly sums that figures are read from, made anew from the raw rows, or compared with them.

import { parseArgs } from 'node:util';
import { plural } from '@/domain/shared/plural';
import type { RollupCheck } from '@/server/services/measurement';
import { openInstallation } from './open-installation';
import { workspaceContext } from './workspace-context';

const [DONE, NOT_EQUAL, FAILED] = [0, 1, 2];

const USAGE = `Usage: npm run rollups -- rebuild [--check] [--workspace SLUG]

  rebuild            throws the sums of every hour away and makes them anew from the raw rows
  rebuild --check    makes them anew beside those that are kept, changes nothing, and says where they differ;
                     ends with 1 where they do
  --workspace        which workspace; not needed where there is one alone`;

type Arguments = { isCheck: boolean; workspace: string | null };

function readArguments(words: string[]): Arguments | null {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { check: { type: 'boolean' }, workspace: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help || positionals.join(' ') !== 'rebuild') return null;
  return { isCheck: values.check ?? false, workspace: values.workspace ?? null };
}

function tell(done: number, total: number): void {
  process.stderr.write(`${done} of ${plural(total, 'hour')}\n`);
}

async function run({ isCheck, workspace }: Arguments): Promise<number> {
  const { checkRollups, rebuildRollups } = await import('@/server/services/measurement');
  const ctx = await workspaceContext(workspace);
  if (!isCheck) {
    console.log(`The sums of ${plural(await rebuildRollups(ctx, tell), 'hour')} were made anew.`);
    return DONE;
  }
  const check = await checkRollups(ctx, tell);
  for (const line of checkLines(check)) console.log(line);
  return check.differences.length === 0 ? DONE : NOT_EQUAL;
}

function checkLines({ hours, rows, waiting, differences }: RollupCheck): string[] {
  const looked = `${plural(hours - waiting, 'hour')} compared in ${plural(rows, 'row')}, ${waiting} waiting for their sums`;
  if (differences.length === 0) return [`${looked}: equal to the raw rows.`];
  return [
    `${looked}: NOT equal to the raw rows. The first differences:`,
    ...differences.map(
      ({ hour, column, kept, counted }) => `  ${hour.toISOString()} ${column}: kept ${kept}, counted ${counted}`,
    ),
  ];
}

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  if (!args) {
    console.log(USAGE);
    return FAILED;
  }
  const close = await openInstallation();
  try {
    return await run(args);
  } finally {
    await close();
  }
}

process.exitCode = await main().catch((problem: Error) => {
  console.error(problem.message);
  return FAILED;
});

// `npm run zero-test`: messages that nobody read caused nothing; whether measurement says so.

import { parseArgs } from 'node:util';
import { daysBetween } from '@/domain/shared/time';
import { openInstallation } from './open-installation';
import { workspaceContext } from './workspace-context';
import { isPassed, zeroLines } from './zero-test/report';

const [PASSED, NOT_PASSED, FAILED] = [0, 1, 2];

const USAGE = `Usage: npm run zero-test -- [--workspace replay] [--json]

  In a workspace that has lived a shop's log (npm run import:shop, with --pace) nobody read the messages, so that they
  caused nothing: what comes after them is credited by every model, and what they caused must hold zero. The draw of the
  holdout is repeated 20 times over the days lived; at least 18 intervals must hold zero.

Exit code: 0 passed, 1 not passed, 2 the command could not be carried out.`;

type Arguments = { workspace: string; isJson: boolean };

function readArguments(words: string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: words,
    options: {
      workspace: { type: 'string', default: 'replay' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values.help ? 'help' : { workspace: values.workspace, isJson: values.json };
}

async function run({ workspace, isJson }: Arguments): Promise<number> {
  const { creditAndCause } = await import('@/server/services/attribution');
  const ctx = await workspaceContext(workspace);
  const { _min: first } = await ctx.db.decision.aggregate({
    where: { workspaceId: ctx.workspaceId },
    _min: { decidedAt: true },
  });
  const days = first.decidedAt ? Math.ceil(daysBetween(first.decidedAt, ctx.now)) + 1 : 1;
  const result = await creditAndCause(ctx, { days });
  if (isJson) console.log(JSON.stringify({ days, isPassed: isPassed(result), ...result }, null, 2));
  else for (const line of zeroLines(result, days, ctx.workspace.currency)) console.log(line);
  return isPassed(result) ? PASSED : NOT_PASSED;
}

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') {
    console.log(USAGE);
    return PASSED;
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

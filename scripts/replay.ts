// `npm run replay`: decisions of a past period made again under another policy, and what comes out otherwise.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { plural } from '@/domain/shared/plural';
import { openInstallation } from './open-installation';
import { placeOf } from './places';
import { type Arguments, readArguments, type Tried, USAGE } from './replay/arguments';
import { isIdentical, resultJson, resultLines } from './replay/report';
import { workspaceContext } from './workspace-context';

const [DONE, NOT_IDENTICAL, FAILED] = [0, 1, 2];
/** One turn, after which the progress is told. */
const TURN_MS = 2_000;

async function policyOf(tried: Tried): Promise<object> {
  if (tried.kind !== 'file') return tried;
  const text = await readFile(placeOf(tried.file), 'utf8').catch(() => {
    throw new Error(`There is no file ${tried.file}.`);
  });
  return { kind: 'document', name: path.basename(tried.file).slice(0, 100), document: readJson(tried.file, text) };
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new Error(`${file} is not JSON: ${(problem as Error).message}`);
  }
}

async function replay(args: Arguments): Promise<number> {
  const { getReplay, listReplayChanges, replayTurn, StartReplayInput, startReplay } = await import(
    '@/server/services/replay'
  );
  const { resolveRange } = await import('@/lib/date-range');
  const ctx = await workspaceContext(args.workspace);
  const { from, to } = resolveRange(args.range, 'off', ctx.now, ctx.workspace.timezone);
  const { agentId, action, channel } = args;
  const input = StartReplayInput.parse({ tried: await policyOf(args.tried), from, to, agentId, action, channel });
  const { id: runId, total } = await startReplay(ctx, input, { isDriven: true });
  const started = Date.now();
  while (!(await replayTurn(ctx, { runId, budgetMs: TURN_MS })).done) {
    const { done } = await getReplay(ctx, { runId });
    const rate = Math.round(done / ((Date.now() - started) / 1_000));
    process.stderr.write(`${done} of ${plural(total, 'decision')}, ${rate} a second\n`);
  }
  const run = await getReplay(ctx, { runId });
  const gaps = await listReplayChanges(ctx, { runId, areGaps: true });
  const changed = await listReplayChanges(ctx, { runId });
  const named = [...gaps.items, ...changed.items];
  if (args.isJson) console.log(JSON.stringify(resultJson(run, named), null, 2));
  else for (const line of resultLines(run, named, ctx.workspace)) console.log(line);
  return args.expectIdentical && !isIdentical(run) ? NOT_IDENTICAL : DONE;
}

async function main(): Promise<number> {
  let args: Arguments | 'help';
  try {
    args = readArguments(process.argv.slice(2));
  } catch (problem) {
    console.error(`${(problem as Error).message}\n\n${USAGE}`);
    return FAILED;
  }
  if (args === 'help') {
    console.log(USAGE);
    return DONE;
  }
  const close = await openInstallation();
  try {
    return await replay(args);
  } finally {
    await close();
  }
}

process.exitCode = await main().catch((problem: Error) => {
  console.error(problem.message);
  return FAILED;
});

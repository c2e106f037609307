// `npm run experiment`: past experiments analysed from files.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { analyseExperiment } from '@/domain/experiments/analyse-experiment';
import {
  ExperimentFileError,
  ExperimentTable,
  metricsOf,
  type TableGroup,
} from '@/domain/experiments/experiment-table';
import { guessControl, withControlFirst } from '@/domain/experiments/guess-columns';
import { judgeMany } from '@/domain/experiments/many-experiments';
import { csvRows } from '@/server/csv-rows';
import { type Arguments, readArguments, USAGE } from './experiment/arguments';
import { manyLines, verdictLines } from './experiment/report';
import { placeOf } from './places';

const [DONE, UNUSABLE, WRONG] = [0, 1, 2];

async function readGroups({ file, columns }: Arguments): Promise<TableGroup[]> {
  const place = placeOf(file);
  if (!(await stat(place).catch(() => null))?.isFile()) throw new ExperimentFileError(`There is no file ${file}.`);
  let table: ExperimentTable | null = null;
  for await (const { line, cells } of csvRows(createReadStream(place, { highWaterMark: 256 * 1024 }))) {
    if (table) table.add(cells, line);
    else table = new ExperimentTable(cells, columns);
  }
  if (!table) throw new ExperimentFileError('The file is empty.');
  return table.end();
}

async function analyse(args: Arguments): Promise<void> {
  const groups = await readGroups(args);
  const metrics = metricsOf(args.columns);
  const { significance, worthHaving, looked, split } = args;
  const design = { significance, worthHaving, looked, split };
  const names = [...new Set(groups.flatMap(({ arms }) => arms.map(({ name }) => name)))];
  const control = args.control ?? guessControl(names) ?? '';
  if (!names.includes(control)) {
    throw new ExperimentFileError(`There is no arm “${control}”. The arms are ${names.join(', ')}.`);
  }
  if (args.columns.group !== null) {
    const named = groups.map(({ name, arms }) => ({ name, arms: withControlFirst(arms, control) }));
    const found = judgeMany(named, metrics, design);
    const lines = [`Held against “${control}”.`, ...manyLines(found)];
    console.log(args.isJson ? JSON.stringify({ control, ...found }, null, 2) : lines.join('\n'));
    return;
  }
  const arms = withControlFirst(groups[0]?.arms ?? [], control) ?? [];
  if (arms.length < 2)
    throw new ExperimentFileError(`All lines are of one arm, “${control}”: there is nothing to compare.`);
  const verdict = analyseExperiment({ arms, metrics, design });
  const lines = [
    `Held against “${control}”${args.control ? '' : ' (say --control for another)'}.`,
    ...verdictLines(verdict),
  ];
  console.log(args.isJson ? JSON.stringify({ control, ...verdict }, null, 2) : lines.join('\n'));
}

async function main(): Promise<number> {
  let args: Arguments | 'help';
  try {
    args = readArguments(process.argv.slice(2));
  } catch (problem) {
    console.error(`${(problem as Error).message}\n\n${USAGE}`);
    return WRONG;
  }
  if (args === 'help') console.log(USAGE);
  else await analyse(args);
  return DONE;
}

process.exitCode = await main().catch((problem: Error) => {
  console.error(problem.message);
  return UNUSABLE;
});

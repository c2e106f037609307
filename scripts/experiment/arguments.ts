import { parseArgs } from 'node:util';
import type { Split } from '@/domain/experiments/experiment';
import type { ExperimentColumns, MeasuredColumn } from '@/domain/experiments/experiment-table';

export type Arguments = {
  file: string;
  columns: ExperimentColumns;
  control: string | null;
  looked: 'once' | 'continuously';
  split: Split;
  significance: number;
  worthHaving: number;
  isJson: boolean;
};

export const USAGE = `Usage: npm run experiment -- analyse FILE --arm COL --success COL [--value COL] [--n COL] [--group COL] [--json]

  Analyses a past experiment from a CSV file, plain or gzip: a line for each person, or with --n a line for each arm
  with its counts. Says whether to ship, stop or go on, and why. Nothing is stored.

  --arm COL          which column names the arm
  --success COL      whether a person succeeded (0 or 1, true or false, yes or no); with --n how many did. Several are
                     separated by commas, or the option is repeated: the first decides
  --value COL        how much of something a person had (revenue, say); several as above
  --n COL            how many people a line stands for
  --group COL        which of many experiments a line belongs to: all are judged at once, and of those called better or
                     worse at most 5% are expected to be neither
  --guardrail COL    which of the columns measured forbid a winner that harms them
  --lower COL        which of the columns measured are better when they are lower
  --control ARM      which arm the others are held against; guessed from the names unless told
  --split PARTS      how people were meant to be shared: 30:70 with the control first, "unknown", or equally unless told
  --peeked           people looked while it ran and could have stopped: use intervals that hold at every look
  --alpha NUMBER     significance, two-sided (0.05)
  --worth NUMBER     relative lift below which a difference is not worth having (0.05)
  --json             one JSON document instead of words

Exit code: 0 analysed, 1 the file cannot be used, 2 the command is wrong.`;

/** The command line; "help" where it asks for it. Throws an Error whose message is for people. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      arm: { type: 'string' },
      success: { type: 'string', multiple: true, default: [] },
      value: { type: 'string', multiple: true, default: [] },
      n: { type: 'string' },
      group: { type: 'string' },
      guardrail: { type: 'string', multiple: true, default: [] },
      lower: { type: 'string', multiple: true, default: [] },
      control: { type: 'string' },
      split: { type: 'string', default: 'equal' },
      peeked: { type: 'boolean', default: false },
      alpha: { type: 'string', default: '0.05' },
      worth: { type: 'string', default: '0.05' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [verb, file, ...more] = positionals;
  if (verb !== 'analyse' || !file || more.length > 0) throw new Error('Say what to do: analyse FILE.');
  if (!values.arm) throw new Error('Say which column names the arm: --arm COL.');
  const [successes, amounts] = [namesIn(values.success), namesIn(values.value)];
  const measured = [...successes, ...amounts];
  if (measured.length === 0) throw new Error('Say what was measured: --success COL, or --value COL.');
  const [guardrails, lower] = [namesIn(values.guardrail), namesIn(values.lower)];
  const stray = [...guardrails, ...lower].find((column) => !measured.includes(column));
  if (stray) throw new Error(`Measure “${stray}” with --success or --value as well.`);
  const goal = measured.find((column) => !guardrails.includes(column));
  if (!goal) throw new Error('One of the columns measured must be the goal, and no guardrail.');
  const measure = (column: string): MeasuredColumn => ({
    column,
    role: guardrails.includes(column) ? 'guardrail' : column === goal ? 'goal' : 'secondary',
    goal: lower.includes(column) ? 'decrease' : 'increase',
  });
  return {
    file,
    columns: {
      arm: values.arm,
      successes: successes.map(measure),
      values: amounts.map(measure),
      count: values.n ?? null,
      group: values.group ?? null,
    },
    control: values.control ?? null,
    looked: values.peeked ? 'continuously' : 'once',
    split: splitOf(values.split),
    significance: shareOf('--alpha', values.alpha),
    worthHaving: shareOf('--worth', values.worth),
    isJson: values.json,
  };
}

const namesIn = (lists: readonly string[]) => [
  ...new Set(lists.flatMap((list) => list.split(',').map((name) => name.trim())).filter((name) => name !== '')),
];

function splitOf(text: string): Split {
  if (text === 'equal' || text === 'unknown') return text;
  const parts = text.split(/[:,]/).map(Number);
  if (parts.length >= 2 && parts.every((part) => part > 0 && Number.isFinite(part))) return parts;
  throw new Error('Say the split in parts, the control first: --split 30:70. Or --split unknown.');
}

function shareOf(option: string, text: string): number {
  const share = Number(text);
  if (share > 0 && share < 1) return share;
  throw new Error(`${option} is a number between 0 and 1, such as 0.05.`);
}

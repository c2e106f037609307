import { parseArgs } from 'node:util';
import { FAULT_KINDS, type FaultKind } from '@/domain/simulation/fault';
import { LONGEST_SIMULATION_DAYS } from '@/domain/simulation/twin-world';

export type Arguments = {
  seed: string;
  days: number;
  customers: number;
  isJson: boolean;
  fault?: { kind: FaultKind; day: number };
};

const CUSTOMERS = { least: 10, usual: 1_000, most: 10_000 };

export const USAGE = `Usage: npm run simulate -- [--days 90] [--seed 7] [--customers 1000] [--json]
                              [--fault KIND [--fault-day 60]]

  A generated population with a known truth lives through a season on the real road: events by the events API, agents,
  guardrails, an approver, the sandbox, and what people answer, by the same doors as anybody's. It lives in a workspace of
  its own, marked as a simulation. Then what the product measured is held against the truth.

  --days        1 to ${LONGEST_SIMULATION_DAYS}: the holdout is drawn anew with each quarter
  --seed        letters and digits: same seed, same people, same lives. Whom the holdout leaves alone differs.
  --customers   known when the season begins, ${CUSTOMERS.least} to ${CUSTOMERS.most.toLocaleString('en')}
  --fault       what breaks for three days, to see whether it is told: ${FAULT_KINDS.join(', ')}
  --fault-day   the day it begins on; figures are watched once they are known for three weeks
  --json        one JSON document instead of words; money in minor units

  Stopped on the way, the same command goes on; lived already, it reports again.

Exit code: 0 done, 1 a limit was broken or somebody left alone was disturbed, 2 the command could not be carried out.`;

/** The command line; "help" where it asks for it. Throws an Error whose message is for people. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      days: { type: 'string', default: '90' },
      seed: { type: 'string', default: '7' },
      customers: { type: 'string', default: String(CUSTOMERS.usual) },
      fault: { type: 'string' },
      'fault-day': { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  if (!/^[a-z0-9]{1,20}$/.test(values.seed)) throw new Error('A seed is up to 20 small letters and digits: --seed 7.');
  const days = wholeBetween('--days', values.days, 1, LONGEST_SIMULATION_DAYS);
  const kind = FAULT_KINDS.find((each) => each === values.fault);
  if (values.fault !== undefined && !kind) throw new Error(`--fault is one of ${FAULT_KINDS.join(', ')}.`);
  return {
    seed: values.seed,
    days,
    ...(kind && { fault: { kind, day: wholeBetween('--fault-day', values['fault-day'], 0, days - 1) } }),
    customers: wholeBetween('--customers', values.customers, CUSTOMERS.least, CUSTOMERS.most),
    isJson: values.json,
  };
}

function wholeBetween(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} ${text} is not a whole number from ${least} to ${most}.`);
}

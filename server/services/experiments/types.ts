import { z } from 'zod';
import type { ExperimentVerdict } from '@/domain/experiments/analyse-experiment';
import { type ArmOutcomes, type Design, type ExperimentDecision, METRIC_ROLES } from '@/domain/experiments/experiment';
import type { ExperimentColumns } from '@/domain/experiments/experiment-table';
import { Moments } from '@/domain/statistics/moments';

const Name = z.string().trim().min(1).max(200);
const MOST_MEASURED = 20;

const Measured = z.object({
  column: Name,
  kind: z.enum(['share', 'mean']),
  role: z.enum(METRIC_ROLES),
  goal: z.enum(['increase', 'decrease']),
});

/** What somebody says of the file they hand in. */
export const ExperimentSettings = z.object({
  name: z.string().trim().min(1).max(120),
  arm: Name,
  /** How many people a line stands for; null where each is one. */
  count: Name.nullable().default(null),
  measured: z
    .array(Measured)
    .min(1)
    .max(MOST_MEASURED)
    .refine((all) => all.filter(({ role }) => role === 'goal').length === 1, 'Exactly one column must be the goal.')
    .refine((all) => new Set(all.map(({ column }) => column)).size === all.length, 'A column is measured once.'),
  /** Guessed from the names of the arms where it is not told. */
  control: Name.nullable().default(null),
  looked: z.enum(['once', 'continuously']).default('once'),
  split: z.union([z.enum(['equal', 'unknown']), z.array(z.number().positive()).min(2).max(20)]).default('equal'),
  worthHaving: z.number().gt(0).lt(1).default(0.05),
  significance: z.number().gt(0).lt(1).default(0.05),
});
export type ExperimentSettings = z.infer<typeof ExperimentSettings>;

const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('share'), successes: z.number(), trials: z.number() }),
  z.object({ kind: z.literal('mean'), moments: Moments }),
  z.object({ kind: z.literal('sum'), people: z.number(), sum: z.number() }),
]);
const Arms = z.array(z.object({ name: z.string(), people: z.number(), outcomes: z.array(Outcome) }));

/** One experiment of the list. */
export type PastExperiment = {
  id: string;
  name: string;
  fileName: string;
  arms: number;
  people: number;
  /** As the analysis came out when it was handed in. */
  decision: ExperimentDecision;
  winner: string | null;
  createdAt: Date;
};

/** One experiment with everything that can be said of it. */
export type AnalysedExperiment = PastExperiment & {
  settings: ExperimentSettings;
  control: string;
  verdict: ExperimentVerdict;
};

type Row = {
  id: string;
  name: string;
  fileName: string;
  arms: unknown;
  decision: string;
  winner: string | null;
  createdAt: Date;
};

/** The arms as they were stored. Throws for what this version cannot read. */
export function armsOf(row: Pick<Row, 'arms'>): ArmOutcomes[] {
  return Arms.parse(row.arms);
}

export function toPastExperiment(row: Row): PastExperiment {
  const { id, name, fileName, winner, createdAt } = row;
  const arms = armsOf(row);
  const people = arms.reduce((sum, arm) => sum + arm.people, 0);
  return {
    id,
    name,
    fileName,
    arms: arms.length,
    people,
    decision: row.decision as ExperimentDecision,
    winner,
    createdAt,
  };
}

/** Which columns say what, as the table reads them: those that count successes, then those that hold amounts. */
export function columnsOf({ arm, count, measured }: ExperimentSettings): ExperimentColumns {
  const of = (kind: 'share' | 'mean') => measured.filter((each) => each.kind === kind);
  return { arm, count, group: null, successes: of('share'), values: of('mean') };
}

export function designOf({ significance, worthHaving, looked, split }: ExperimentSettings): Design {
  return { significance, worthHaving, looked, split };
}

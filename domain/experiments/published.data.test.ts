import { describe, expect, it } from 'vitest';
import { sharedRows } from '@/tests/harness/shared-data';
import { cuped, type PairedSums } from '../statistics/cuped';
import { holm } from '../statistics/multiple-comparisons';
import { analyseExperiment } from './analyse-experiment';
import { DEFAULT_DESIGN } from './experiment';
import { type ExperimentColumns, ExperimentTable, type MeasuredColumn, metricsOf } from './experiment-table';
import { withControlFirst } from './guess-columns';

const goal = (column: string): MeasuredColumn => ({ column, role: 'goal', goal: 'increase' });
const other = (column: string): MeasuredColumn => ({ column, role: 'secondary', goal: 'increase' });

function analysed(rows: Record<string, string>[], columns: ExperimentColumns, control: string) {
  const header = Object.keys(rows[0] ?? {});
  const table = new ExperimentTable(header, columns);
  rows.forEach((row, index) => {
    table.add(Object.values(row), index + 2);
  });
  const arms = withControlFirst(table.end()[0]?.arms ?? [], control) ?? [];
  return analyseExperiment({ arms, metrics: metricsOf(columns), design: DEFAULT_DESIGN });
}

const COLUMNS = { successes: [], values: [], count: null, group: null };

describe('the MineThatData e-mail experiment', () => {
  const rows = sharedRows('experiments/hillstrom_email.csv.gz');
  const columns = {
    ...COLUMNS,
    arm: 'segment',
    successes: [goal('visit'), other('conversion')],
    values: [other('spend')],
  };
  const against = (control: string, among: string[]) =>
    analysed(
      rows.filter((row) => among.includes(row.segment ?? '')),
      columns,
      control,
    );
  const ofAll = against('No E-Mail', ['No E-Mail', 'Mens E-Mail', 'Womens E-Mail']);
  const ofMails = against('Womens E-Mail', ['Mens E-Mail', 'Womens E-Mail']);

  it('says to send the men’s mail', () => {
    expect(ofAll).toMatchObject({ decision: 'ship', winner: 'Mens E-Mail' });
    expect(ofAll.health[0]?.words).toContain('p = 0.90');
    expect(ofMails).toMatchObject({ decision: 'ship', winner: 'Mens E-Mail' });
  });

  it.each([
    [ofAll, 0, 0, 0.07659, 505.622, 5.685e-112],
    [ofAll, 1, 0, 0.045233, 194.58, 3.182e-44],
    [ofMails, 0, 0, 0.031356, 75.4216, 3.802e-18],
    [ofAll, 0, 1, 0.006805, 54.5399, 1.523e-13],
    [ofAll, 1, 1, 0.003111, 14.2851, 1.571e-4],
    [ofMails, 0, 1, 0.003694, 13.7833, 2.052e-4],
    [ofAll, 0, 2, 0.76983, 5.3001, 1.164e-7],
    [ofAll, 1, 2, 0.42441, 3.2564, 1.129e-3],
    [ofMails, 0, 2, 0.34542, 2.164, 0.03047],
  ])('has the published figures (%#)', (verdict, arm, metric, difference, statistic, p) => {
    const found = verdict.results[metric]?.comparisons[arm];
    expect(found?.difference?.estimate).toBeCloseTo(difference, 4);
    expect((found?.statistic ?? 0) / statistic).toBeCloseTo(1, 4);
    expect((found?.p ?? 0) / p).toBeCloseTo(1, 3);
  });

  it('stays significant over all nine, the largest with 0.0305', () => {
    const raw = [0, 1, 2].flatMap((metric) => [
      ...(ofAll.results[metric]?.comparisons ?? []).map(({ p }) => p ?? 1),
      ...(ofMails.results[metric]?.comparisons ?? []).map(({ p }) => p ?? 1),
    ]);
    expect(Math.max(...holm(raw))).toBeCloseTo(0.0305, 4);
  });

  it('gains nothing from what people bought before: R² = 0.0004', () => {
    const sums = new Map<string, { -readonly [Key in keyof PairedSums]: number }>();
    for (const row of rows) {
      const sum = sums.get(row.segment ?? '') ?? { count: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };
      const [x, y] = [Number(row.history), Number(row.spend)];
      sum.count++;
      sum.x += x;
      sum.y += y;
      sum.xx += x * x;
      sum.yy += y * y;
      sum.xy += x * y;
      sums.set(row.segment ?? '', sum);
    }
    const explained = cuped([...sums.values()])?.explained;
    expect(explained).toBeGreaterThan(0.0004);
    expect(explained).toBeLessThan(0.0005);
  });
});

describe('Cookie Cats', () => {
  const rows = sharedRows('experiments/cookie_cats.csv.gz');
  const columns = { ...COLUMNS, arm: 'version', successes: [goal('retention_7'), other('retention_1')] };

  it('says to keep the gate where it was, and that the split is worth a look', () => {
    const { decision, health, results } = analysed(rows, columns, 'gate_30');
    expect(decision).toBe('stop');
    expect(health[0]).toMatchObject({ state: 'warn' });
    expect(health[0]?.words).toContain('p = 0.0086');
    const [week, day] = results.map(({ comparisons }) => comparisons[0]);
    expect(week?.statistic).toBeCloseTo(10.013, 3);
    expect(week?.p).toBeCloseTo(0.00155, 5);
    expect(day?.statistic).toBeCloseTo(3.183, 3);
    expect(day?.p).toBeCloseTo(0.0744, 4);
  });
});

describe('the time of day of an e-mail campaign', () => {
  it('makes no difference worth having to opens', () => {
    const rows = sharedRows('email/email_campaign_effectiveness.csv.gz').map((row) => ({
      time: row.Time_Email_sent_Category ?? '',
      opened: Number(row.Email_Status) > 0 ? '1' : '0',
    }));
    const verdict = analysed(rows, { ...COLUMNS, arm: 'time', successes: [goal('opened')] }, '1');
    expect(verdict.results[0]?.arms.map(({ value }) => Number((100 * (value ?? 0)).toFixed(2)))).toEqual([
      19.55, 19.61, 19.72,
    ]);
    expect(verdict.results[0]?.comparisons.map(({ standing }) => standing)).toEqual(['unclear', 'unclear']);
    // The times were chosen and not drawn: 60 % went out at one of them.
    expect(verdict.decision).toBe('invalid');
  });
});

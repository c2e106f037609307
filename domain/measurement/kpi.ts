import type { Ledger, LedgerColumn } from './ledger';

/** money: minor units. moneyPerTouch: minor units, may be a fraction. rate: 0..1. duration: milliseconds. */
export type KpiUnit = 'money' | 'moneyPerTouch' | 'rate' | 'count' | 'duration';

/** How a figure comes from the ledger. */
export type Measure =
  | { kind: 'sum'; column: LedgerColumn; spread?: MoneySpread }
  | { kind: 'ratio'; numerator: LedgerColumn; denominator: LedgerColumn; spread?: MoneySpread }
  /** Touches per customer touched, scaled to a month of 30 days. */
  | { kind: 'perCustomerMonth' }
  /** Median time from decision to verdict. */
  | { kind: 'medianReview' };

/** Where the credited orders of an amount are counted, and the squares of what they brought. */
export type MoneySpread = { orders: LedgerColumn; squares: LedgerColumn };

/** A figure of the registry: how it is computed, what it means, and what the plan asks of it. */
export type Kpi = {
  id: string;
  group: 'revenue' | 'engagement' | 'retention' | 'quality' | 'operation';
  name: string;
  unit: KpiUnit;
  /** Which way is better. */
  direction: 'up' | 'down' | 'none';
  /** In words: what is divided by what, and what exactly is counted. */
  formula: string;
  definition: string;
  measure: Measure;
  /** In the unit's own terms; null where the plan names none. */
  baseline: number | null;
  target: number | null;
  /** What its evidence is counted in: "orders". How many of them there are says how much a value is worth. */
  cases: string;
};

/** What a range or a day gives: the ledger's sums, and what is not a sum. */
export type KpiFacts = { ledger: Ledger; customersTouched: number; medianReviewMs: number | null; days: number };

/** A figure in the unit of its KPI, with the sums it is made of; `value` is null where nothing was counted. */
export type KpiResult = { value: number | null; numerator: number; denominator: number };

/** The value of a KPI; null, never zero, where nothing was counted to divide by. */
export function evaluate({ measure }: Kpi, { ledger, customersTouched, medianReviewMs, days }: KpiFacts): KpiResult {
  switch (measure.kind) {
    case 'sum': {
      const sum = ledger[measure.column];
      return { value: sum, numerator: sum, denominator: 1 };
    }
    case 'ratio': {
      const numerator = ledger[measure.numerator];
      const denominator = ledger[measure.denominator];
      const value = denominator > 0 ? numerator / denominator : null;
      return { value, numerator, denominator };
    }
    case 'perCustomerMonth': {
      const value = customersTouched > 0 ? ((ledger.touches / customersTouched) * 30) / days : null;
      return { value, numerator: ledger.touches, denominator: customersTouched };
    }
    case 'medianReview':
      return { value: medianReviewMs, numerator: ledger.review_ms, denominator: ledger.reviewed };
  }
}

/** The columns whose rows stand behind a KPI, numerator first. */
export function columnsOf({ measure }: Kpi): readonly [LedgerColumn, LedgerColumn] {
  switch (measure.kind) {
    case 'sum':
      return [measure.column, measure.column];
    case 'ratio':
      return [measure.numerator, measure.denominator];
    case 'perCustomerMonth':
      return ['touches', 'touches'];
    case 'medianReview':
      return ['review_ms', 'reviewed'];
  }
}

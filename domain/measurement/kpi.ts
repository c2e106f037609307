import type { Ledger, LedgerColumn } from './ledger';

/** money: minor units. moneyPerTouch: minor units, may be a fraction. rate: 0..1. duration: milliseconds. */
export type KpiUnit = 'money' | 'moneyPerTouch' | 'rate' | 'count' | 'duration';

/** How a figure comes from the ledger. */
export type Measure =
  | { kind: 'sum'; column: LedgerColumn }
  | { kind: 'ratio'; numerator: LedgerColumn; denominator: LedgerColumn }
  /** Touches per customer touched, scaled to a month of 30 days. */
  | { kind: 'perCustomerMonth' }
  /** Median time from decision to verdict. */
  | { kind: 'medianReview' };

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
  /** Denominator from which on the value says something. */
  enoughFrom: number;
};

/** What a range or a day gives: the ledger's sums, and what is not a sum. */
export type KpiFacts = { ledger: Ledger; customersTouched: number; medianReviewMs: number | null; days: number };

export type KpiResult = { value: number | null; numerator: number; denominator: number; isEnough: boolean };

/** The value of a KPI; null, never zero, where nothing was counted to divide by. */
export function evaluate(kpi: Kpi, { ledger, customersTouched, medianReviewMs, days }: KpiFacts): KpiResult {
  const { measure } = kpi;
  switch (measure.kind) {
    case 'sum': {
      const sum = ledger[measure.column];
      return { value: sum, numerator: sum, denominator: 1, isEnough: true };
    }
    case 'ratio': {
      const numerator = ledger[measure.numerator];
      const denominator = ledger[measure.denominator];
      const value = denominator > 0 ? numerator / denominator : null;
      return { value, numerator, denominator, isEnough: denominator >= kpi.enoughFrom };
    }
    case 'perCustomerMonth': {
      const value = customersTouched > 0 ? ((ledger.touches / customersTouched) * 30) / days : null;
      const isEnough = customersTouched >= kpi.enoughFrom && days >= 7;
      return { value, numerator: ledger.touches, denominator: customersTouched, isEnough };
    }
    case 'medianReview':
      return {
        value: medianReviewMs,
        numerator: ledger.review_ms,
        denominator: ledger.reviewed,
        isEnough: ledger.reviewed >= kpi.enoughFrom,
      };
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

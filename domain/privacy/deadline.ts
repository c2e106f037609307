import { addMonths, after, DAY } from '../shared/time';
import { addBusinessDays } from './business-days';
import type { Regime, RequestKind } from './request';

/** How long a request may take, and by how much that can be extended, once and with a reason, before it is over. */
export type Term = {
  readonly unit: 'months' | 'days' | 'business_days';
  readonly count: number;
  readonly extension: number;
};

const MONTH: Term = { unit: 'months', count: 1, extension: 2 };
const TEN_BUSINESS_DAYS: Term = { unit: 'business_days', count: 10, extension: 0 };

/**
 * The term the law gives: GDPR 12(3) one calendar month and two more; CCPA 45 days and 45 more, 15 business days for an
 * opt-out of sale (11 CCR 7026); CASL and CAN-SPAM ten business days for an opt-out of marketing. Canada's access law
 * (PIPEDA 8) gives 30 days and 30 more. Where United States law outside of California says nothing, California's term is
 * kept as the house's own.
 */
export function termOf(kind: RequestKind, regime: Regime): Term {
  if (regime === 'gdpr') return MONTH;
  if (kind === 'opt_out_of_marketing') return TEN_BUSINESS_DAYS;
  if (kind === 'opt_out_of_sale') return { unit: 'business_days', count: 15, extension: 0 };
  if (regime === 'casl') return { unit: 'days', count: 30, extension: 30 };
  return { unit: 'days', count: 45, extension: 45 };
}

/** When an answer is due, from when the request came. */
export function dueAt(kind: RequestKind, regime: Regime, receivedAt: Date): Date {
  const { unit, count } = termOf(kind, regime);
  return move(receivedAt, unit, count);
}

/** When it is due once it was extended; null where the law gives no extension. */
export function extendedDueAt(kind: RequestKind, regime: Regime, receivedAt: Date): Date | null {
  const { unit, count, extension } = termOf(kind, regime);
  return extension > 0 ? move(receivedAt, unit, count + extension) : null;
}

function move(from: Date, unit: Term['unit'], count: number): Date {
  switch (unit) {
    case 'months':
      return addMonths(from, count);
    case 'days':
      return after(from, count * DAY);
    case 'business_days':
      return addBusinessDays(from, count);
  }
}

/** Seven days before a deadline it begins to press. */
export const PRESSING_MS = 7 * DAY;

/** How near a deadline is. */
export function pressure(due: Date, now: Date): 'calm' | 'pressing' | 'overdue' {
  const left = due.getTime() - now.getTime();
  if (left < 0) return 'overdue';
  return left <= PRESSING_MS ? 'pressing' : 'calm';
}

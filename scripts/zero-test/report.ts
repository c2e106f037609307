import { type HoldoutDraw, holdsZero } from '@/domain/measurement/zero-test';
import { formatMoney } from '@/domain/shared/format-money';
import { formatCount, plural } from '@/lib/format';
import type { CreditAndCause } from '@/server/services/attribution';

/** Draws of twenty that must hold zero: 95 in 100 are promised. */
const LEAST_SHARE = 0.9;

/** Whether the test is passed: credit above zero, and as many intervals that hold zero as are promised, but for chance. */
export function isPassed({ modelCents, incremental, draws }: CreditAndCause): boolean {
  if (!draws || modelCents <= 0) return false;
  const held = draws.filter((draw) => holdsZero(draw)).length;
  return holdsZero(incremental) === true && held >= LEAST_SHARE * draws.length;
}

/** What came of it in words. */
export function zeroLines(result: CreditAndCause, days: number, currency: string): string[] {
  const { touches, modelCents, evidenceCents, incremental, draws } = result;
  if (touches === 0) return ['No message has been delivered: live the log first (npm run import:shop, with --pace).'];
  if (!draws) return ['Somebody has read messages of this workspace: what they caused is not known to be nothing.'];
  const money = (cents: number) => formatMoney(cents, currency);
  const interval = ({ perTouch, missing }: HoldoutDraw) =>
    perTouch ? `${money(perTouch.estimate)} (95%: ${money(perTouch.low)} to ${money(perTouch.high)})` : (missing ?? '');
  const { treated, heldOut } = incremental;
  return [
    `${plural(touches, 'touch', 'touches')} in ${plural(days, 'day')}, read by nobody. Revenue a touch:`,
    `  Came after a touch, what models share  ${money(modelCents / touches)}`,
    `  Credited on evidence                   ${money(evidenceCents / touches)}`,
    `  Caused                                 ${interval(incremental)}, ${formatCount(treated.customers)} against ${formatCount(heldOut.customers)} left alone`,
    '',
    'Had the holdout been drawn otherwise:',
    ...draws.map(
      (draw, index) =>
        `  ${String(index + 1).padStart(2)}  ${holdsZero(draw) === false ? '✗' : '✓'}  ${interval(draw)}`,
    ),
    '',
    `Zero lies within ${formatCount(draws.filter((draw) => holdsZero(draw)).length)} of ${formatCount(draws.length)}. ${isPassed(result) ? 'Passed' : 'Not passed'}.`,
  ];
}

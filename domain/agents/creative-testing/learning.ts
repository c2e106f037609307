import { type CopyStyle, STYLE_NAMES } from '../../copy/styles';
import { countedBy, DEFAULT_AIMS, type TestAims, type TestGoal } from '../../experiments/aims';
import type { ArmResult, TestVerdict } from '../../experiments/stopping-rule';
import { rateText } from './rate-text';

type LearntArm = ArmResult & { readonly style: CopyStyle };

/**
 * What a test taught, in one sentence for people and for the next prompt. It speaks of styles and figures alone, never in
 * the words of a variant.
 */
export function learningOf(
  name: string,
  arms: readonly LearntArm[],
  verdict: TestVerdict,
  { goal }: TestAims = DEFAULT_AIMS,
): string {
  const [control] = arms;
  const winner = arms.find(({ variantId }) => variantId === verdict.winnerId);
  if (!winner || !control) {
    const tried = arms.slice(1).map(({ style }) => STYLE_NAMES[style].toLowerCase());
    if (verdict.isTooSmall) return `${name}: ended without an answer on ${tried.join(', ')}. ${verdict.reason}`;
    if (verdict.analysis?.decision === 'stop') return `${name}: ${verdict.reason}`;
    return `${name}: ${tried.join(', ')} did no better than the control. ${verdict.reason}`;
  }
  const compared = verdict.comparisons.find(({ variantId }) => variantId === winner.variantId);
  const interval = compared?.difference
    ? `, ${points(compared.difference.low)} to ${points(compared.difference.high)} points more`
    : '';
  return `${name}: ${STYLE_NAMES[winner.style].toLowerCase()} was ${DONE[goal]} by ${rate(winner, goal)} against ${rate(control, goal)} of the control${interval} (95% interval).`;
}

const DONE = { clicks: 'clicked', orders: 'followed by an order' } as const;

function rate(arm: LearntArm, goal: TestGoal): string {
  return rateText({ clicked: arm[countedBy(goal)], delivered: arm.delivered });
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}

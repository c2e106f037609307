import type { TestGoal } from '@/domain/experiments/aims';
import type { ArmShare, SharingPlan } from '@/domain/experiments/allocation';
import { plural } from '@/domain/shared/plural';
import { formatRate } from '@/lib/format';

/** How a test shares its customers, as people call it. */
export const ALLOCATION_NAMES: Record<SharingPlan['allocation'], string> = {
  bandit: 'Bandit',
  fixed: 'Fixed split',
  phased: 'Phased',
};

/** What a way of sharing does, in one sentence. */
export function planWords({ allocation, controlShare, leastShare }: SharingPlan): string {
  if (allocation === 'fixed') return 'Every variant gets as many customers as the others, to the end.';
  if (allocation === 'phased') {
    return 'Every variant gets as many customers as the others for four days; then the best two get 40% each, and the control 20%.';
  }
  return `The control keeps ${formatRate(controlShare, 0)} of the customers. The others are shared by the chance to be the best variant, worked out anew each day; none falls below ${formatRate(leastShare, 0)}.`;
}

/** Why an arm has the share it has. `isControl`: the words of today. */
export function reasonWords(
  { share, delivered, clicked, ordered, chance }: ArmShare,
  plan: SharingPlan,
  isControl: boolean,
  goal: TestGoal = 'clicks',
): string {
  const won = goal === 'clicks' ? plural(clicked, 'click') : plural(ordered, 'order');
  const counts = delivered > 0 ? ` ${won} of ${plural(delivered, 'delivery', 'deliveries')}` : '';
  if (plan.allocation === 'fixed') return 'The same for all.';
  if (plan.allocation === 'phased') return phasedReason(share, isControl, counts);
  if (isControl) return 'Keeps its share whatever is learnt.';
  if (!counts) return 'The same for all challengers until something is known.';
  const told = `Best of the challengers with a chance of ${formatRate(chance, 1)}:${counts}.`;
  return share <= plan.leastShare + 1e-9 ? `${told} No challenger gets less.` : told;
}

function phasedReason(share: number, isControl: boolean, counts: string): string {
  if (share === 0) return `Not one of the best two:${counts}. Nobody new gets it.`;
  if (isControl && share < 0.25) return 'What the best two are measured against.';
  return share >= 0.4 && !isControl ? `One of the best two:${counts}.` : 'The same for all in the first days.';
}

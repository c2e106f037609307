import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { percentOf } from '../shared/money';
import { moneyText } from '../shared/money-text';
import { finding, type Guardrail, verdictOf } from './guardrail';
import type { Finding } from './verdict';

/** Financial control: discounts, budgets, margins, and customers of high value. */
export const financial: Guardrail = {
  id: 'financial',
  description:
    'Discount bands and approved offer budgets, one live code per customer, review for VIPs, no sale below the margin floor.',
  check(candidate, snapshot, policy) {
    return verdictOf('financial', [
      discount(candidate, snapshot, policy),
      stacking(candidate, snapshot),
      vip(candidate, snapshot, policy),
      ...margin(candidate, snapshot, policy),
    ]);
  },
};

/** The approved offer budget that covers this candidate's discount in full, if any. */
export function coveringOfferPolicy(
  candidate: Candidate,
  snapshot: Snapshot,
): Snapshot['offerPolicies'][number] | null {
  const { offer } = candidate;
  if (!offer) return null;
  return (
    snapshot.offerPolicies.find(
      (approved) =>
        approved.agentId === candidate.agentId &&
        approved.action === candidate.action &&
        approved.maxPercentOff >= offer.percentOff &&
        approved.remainingCents >= offer.maxCostCents &&
        approved.startsAt <= candidate.sendAt &&
        approved.endsAt > candidate.sendAt,
    ) ?? null
  );
}

function discount(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { passBelowPercent, managerUpToPercent } = policy.financial;
  const percent = candidate.offer?.percentOff ?? 0;
  if (!candidate.offer)
    return finding('financial.discount', 'pass', 'No new discount is given.', { measured: 0, limit: passBelowPercent });
  const covering = coveringOfferPolicy(candidate, snapshot);
  if (covering) {
    return finding('financial.discount', 'pass', `${percent} % is inside an approved offer with budget left.`, {
      measured: percent,
      limit: covering.maxPercentOff,
      evidence: [`offer policy ${covering.id}`],
    });
  }
  if (percent < passBelowPercent) {
    return finding('financial.discount', 'pass', `${percent} % is below ${passBelowPercent} %.`, {
      measured: percent,
      limit: passBelowPercent,
    });
  }
  const isManagers = percent <= managerUpToPercent;
  return finding(
    isManagers ? 'financial.discount' : 'financial.discount_director',
    'review',
    isManagers
      ? `${percent} % is outside any approved offer: an approver decides.`
      : `${percent} % is above ${managerUpToPercent} %: stopped unless an administrator approves.`,
    {
      measured: percent,
      limit: isManagers ? passBelowPercent : managerUpToPercent,
      evidence: whyNotCovered(candidate, snapshot),
      wouldPassIf: `with a discount below ${passBelowPercent} %, or an approved offer that covers it`,
    },
  );
}

function whyNotCovered(candidate: Candidate, snapshot: Snapshot): string[] {
  const { currency } = snapshot.workspace;
  return snapshot.offerPolicies
    .filter((approved) => approved.agentId === candidate.agentId && approved.action === candidate.action)
    .map(
      (approved) =>
        `offer policy ${approved.id}: up to ${approved.maxPercentOff} %, ${moneyText(approved.remainingCents, currency)} left`,
    );
}

function stacking(candidate: Candidate, snapshot: Snapshot): Finding {
  const live = snapshot.liveOffers.filter((offer) => offer.expiresAt > candidate.sendAt);
  if (!candidate.offer || live.length === 0) {
    return finding('financial.stacking', 'pass', 'The customer would hold at most one live code.', {
      measured: live.length,
      limit: 1,
    });
  }
  const lastEnd = live
    .map((offer) => offer.expiresAt)
    .toSorted()
    .at(-1);
  return finding('financial.stacking', 'block', 'The customer already holds a live code: two are never given.', {
    measured: live.length + 1,
    limit: 1,
    evidence: live.map((offer) => `${offer.percentOff} % until ${offer.expiresAt}`),
    ...(lastEnd && { passesAt: lastEnd }),
    wouldPassIf: 'without a new code',
  });
}

function vip(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { vipCents, salesCents } = policy.financial;
  const value = snapshot.customer.lifetimeValueCents;
  const { currency } = snapshot.workspace;
  const facts = { measured: value, limit: value > salesCents ? salesCents : vipCents };
  if (value > salesCents) {
    return finding(
      'financial.vip',
      'review',
      `Lifetime value above ${moneyText(salesCents, currency)}: every decision is reviewed.`,
      facts,
    );
  }
  if (value > vipCents && candidate.action.startsWith('winback_')) {
    return finding(
      'financial.vip',
      'review',
      `Lifetime value above ${moneyText(vipCents, currency)}: win-back for VIPs is reviewed.`,
      facts,
    );
  }
  return finding('financial.vip', 'pass', 'Not a case for VIP review.', facts);
}

function margin(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const { offer } = candidate;
  const { cart } = snapshot;
  if (!offer || !cart) return [];
  const margins = new Map(snapshot.products.map((product) => [product.sku, product]));
  const unknown = cart.lines.filter((line) => (margins.get(line.sku)?.marginCents ?? null) === null).length;
  if (unknown > 0) {
    return [
      finding(
        'financial.margin',
        'pass',
        `The cost of ${unknown} products is not known: the margin floor cannot be checked.`,
        { measured: null },
      ),
    ];
  }
  const cost = cart.lines.reduce((sum, line) => {
    const fact = margins.get(line.sku);
    return sum + line.quantity * ((fact?.priceCents ?? 0) - (fact?.marginCents ?? 0));
  }, 0);
  const paid = cart.valueCents - percentOf(cart.valueCents, offer.percentOff);
  const share = paid > 0 ? Math.round(((paid - cost) / paid) * 1000) / 10 : -100;
  const floor = policy.financial.marginFloorPercent;
  const isBelow = share < floor;
  return [
    finding(
      'financial.margin',
      isBelow ? 'block' : 'pass',
      isBelow
        ? `After the discount ${share} % margin is left, below the floor of ${floor} %.`
        : `After the discount ${share} % margin is left.`,
      { measured: share, limit: floor, ...(isBelow && { wouldPassIf: 'with a smaller discount' }) },
    ),
  ];
}

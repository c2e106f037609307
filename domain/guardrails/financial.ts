import { actionKind } from '../agents/agent-cards';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import { messageCostCents, pauseAtCents } from '../policies/message-costs';
import type { Policy } from '../policies/policy';
import { approverOf } from '../review/discount-authority';
import { folded } from '../shared/as-read';
import { percentOf } from '../shared/money';
import { moneyText } from '../shared/money-text';
import { plural } from '../shared/plural';
import { SLOTS } from '../templates/slots';
import { flipTo } from './flip-to';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { codesIn, cutsIn, promisesIn } from './promises';
import type { RuleId } from './rule-names';
import type { Finding } from './verdict';
import { CODE_SPECIMEN, measuredWords, namesShown } from './visible-words';

/** Financial control: discounts, budgets, margins, and customers of high value. */
export const financial: Guardrail = {
  id: 'financial',
  description:
    'Discount bands, approved offers and budgets, one live code per customer, review for VIPs, no sale below the margin floor, no discount, gift or code in words that is not given.',
  check(candidate, snapshot, policy) {
    return verdictOf('financial', [
      discount(candidate, snapshot, policy),
      stacking(candidate, snapshot),
      vip(candidate, snapshot, policy),
      ...margin(candidate, snapshot, policy),
      ...channelBudget(candidate, snapshot, policy),
      ...campaignBudget(candidate, snapshot, policy),
      truthfulDiscount(candidate, snapshot),
      ...otherCodes(candidate, snapshot),
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
  const { passBelowPercent } = policy.financial;
  const percent = candidate.offer?.percentOff ?? 0;
  if (!candidate.offer)
    return finding('financial.discount', 'pass', 'No new discount is given.', { measured: 0, limit: passBelowPercent });
  const covering = coveringOfferPolicy(candidate, snapshot);
  if (covering) {
    return finding('financial.discount', 'pass', `${percent}% is inside an approved offer with budget left.`, {
      measured: percent,
      limit: covering.maxPercentOff,
      evidence: [`offer policy ${covering.id}`],
    });
  }
  if (percent < passBelowPercent) {
    return finding('financial.discount', 'pass', `${percent}% is below ${passBelowPercent}%.`, {
      measured: percent,
      limit: passBelowPercent,
    });
  }
  const { managerUpToPercent } = policy.financial;
  const isManagers = approverOf(percent, policy) === 'approver';
  const enough = Math.floor(percent) + 1;
  return finding(
    isManagers ? 'financial.discount' : 'financial.discount_director',
    'review',
    isManagers
      ? `No approved offer covers ${percent}%, and from ${passBelowPercent}% on an approver decides.`
      : `${percent}% is above ${managerUpToPercent}%: stopped unless an administrator approves.`,
    {
      measured: percent,
      limit: isManagers ? passBelowPercent : managerUpToPercent,
      evidence: [`${percent}% off`, ...whyNotCovered(candidate, snapshot)],
      wouldPassIf: `with a discount below ${passBelowPercent}%, or an approved offer that covers it`,
      ...flipTo('financial.passBelowPercent', enough),
    },
  );
}

function whyNotCovered(candidate: Candidate, snapshot: Snapshot): string[] {
  const { currency } = snapshot.workspace;
  return snapshot.offerPolicies
    .filter((approved) => approved.agentId === candidate.agentId && approved.action === candidate.action)
    .map(
      (approved) =>
        `offer policy ${approved.id}: up to ${approved.maxPercentOff}%, ${moneyText(approved.remainingCents, currency)} left`,
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
    evidence: live.map((offer) => `${offer.percentOff}% until ${offer.expiresAt}`),
    ...(lastEnd && { passesAt: lastEnd }),
    wouldPassIf: 'without a new code',
  });
}

/** Actions about a customer's way with the shop: for VIPs a person takes them. */
function isAboutTheRelation({ action }: Candidate): boolean {
  const kind = actionKind(action);
  return kind === 'winback' || kind === 'lifecycle';
}

function vip(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { vipCents, salesCents } = policy.financial;
  const value = snapshot.customer.lifetimeValueCents;
  const { currency } = snapshot.workspace;
  const isForSales = value > salesCents;
  const isForReview = value > vipCents && isAboutTheRelation(candidate);
  const limit = isForSales ? salesCents : vipCents;
  const facts = { measured: value, limit, evidence: [`lifetime value ${moneyText(value, currency)}`] };
  if (!isForSales && !isForReview) return finding('financial.vip', 'pass', 'Not a case for VIP review.', facts);
  const path = isForSales ? 'financial.salesCents' : 'financial.vipCents';
  return finding(
    'financial.vip',
    'review',
    isForSales
      ? `Lifetime value above ${moneyText(limit, currency)}: every decision is reviewed.`
      : `Lifetime value above ${moneyText(limit, currency)}: lifecycle and win-back decisions for VIPs are reviewed.`,
    {
      ...facts,
      wouldPassIf: `with a limit of ${moneyText(value, currency)}`,
      ...(!(isForSales && isForReview) && flipTo(path, value)),
    },
  );
}

/**
 * What is left of the price once discount and cost are taken: of the cart, or where there is none of the products shown,
 * one of each.
 */
function margin(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const { offer } = candidate;
  if (!offer) return [];
  const facts = new Map([...snapshot.products, ...snapshot.newProducts].map((product) => [product.sku, product]));
  const lines = snapshot.cart?.lines ?? candidate.products.map((sku) => ({ sku, quantity: 1 }));
  if (lines.length === 0) return [];
  const known = lines.flatMap(({ sku, quantity }) => {
    const fact = facts.get(sku);
    return fact && fact.marginCents !== null ? [{ ...fact, marginCents: fact.marginCents, quantity }] : [];
  });
  const unknown = lines.length - known.length;
  if (unknown > 0) {
    const verdict = policy.financial.unknownCost;
    return [
      finding(
        'financial.margin',
        verdict,
        `The cost of ${plural(unknown, 'product')} is not known: the margin floor cannot be checked.`,
        {
          measured: 'not known',
          limit: policy.financial.marginFloorPercent,
          evidence: lines.map(({ sku }) => sku),
          ...(verdict !== 'pass' && {
            wouldPassIf: 'with the cost of each product in the catalogue, or without a discount',
            ...flipTo('financial.unknownCost', 'pass'),
          }),
        },
      ),
    ];
  }
  const sum = (cents: (line: (typeof known)[number]) => number) =>
    known.reduce((total, line) => total + line.quantity * cents(line), 0);
  const value = snapshot.cart?.valueCents ?? sum((line) => line.priceCents);
  const cost = sum((line) => line.priceCents - line.marginCents);
  const paid = value - percentOf(value, offer.percentOff);
  const share = paid > 0 ? Math.round(((paid - cost) / paid) * 1000) / 10 : -100;
  const floor = policy.financial.marginFloorPercent;
  const isBelow = share < floor;
  return [
    finding(
      'financial.margin',
      isBelow ? 'block' : 'pass',
      isBelow
        ? `After the discount ${share}% margin is left, below the floor of ${floor}%.`
        : `After the discount ${share}% margin is left.`,
      {
        measured: share,
        limit: floor,
        evidence: known.map((line) => line.sku),
        ...(isBelow && {
          wouldPassIf: mostPercentOff(value, cost, floor),
          ...flipTo('financial.marginFloorPercent', share),
        }),
      },
    ),
  ];
}

/** The largest whole discount that keeps the floor, in words. */
function mostPercentOff(value: number, cost: number, floorPercent: number): string {
  const paidAtLeast = cost / (1 - floorPercent / 100);
  const percent = Math.floor((1 - paidAtLeast / value) * 100);
  return percent >= 1 ? `with a discount of at most ${percent}%` : 'with no discount at all, or other products';
}

type Spending = { rule: RuleId; what: string; spentCents: number; capCents: number; path: string | null };

/** A channel pauses when its next message would reach the share of its cap at which the policy stops. */
function channelBudget(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const { channel } = candidate;
  const capCents = policy.budgets.channelCents[channel];
  if (capCents === undefined) return [];
  const spend = snapshot.spend.find((row) => row.channel === channel);
  const spentCents = (spend?.discountCents ?? 0) + messageCostCents(channel, spend?.messages ?? 0, policy);
  const path = `budgets.channelCents.${channel}`;
  return [
    spending(candidate, snapshot, policy, {
      rule: 'financial.channel_budget',
      what: channel,
      spentCents,
      capCents,
      path,
    }),
  ];
}

function campaignBudget(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const budget = snapshot.campaignBudgets.find((row) => row.campaignId === candidate.campaignId);
  if (!budget) return [];
  const { campaignId, spentCents, capCents } = budget;
  const what = `campaign ${campaignId}`;
  return [
    spending(candidate, snapshot, policy, {
      rule: 'financial.campaign_budget',
      what,
      spentCents,
      capCents,
      path: null,
    }),
  ];
}

function spending(candidate: Candidate, snapshot: Snapshot, policy: Policy, budget: Spending): Finding {
  const { rule, what, spentCents, capCents, path } = budget;
  const { currency } = snapshot.workspace;
  const { pauseAtPercent } = policy.budgets;
  const after = spentCents + (candidate.offer?.maxCostCents ?? 0) + messageCostCents(candidate.channel, 1, policy);
  const pauseAt = pauseAtCents(capCents, policy);
  const ok = after <= pauseAt;
  const enough = Math.ceil((after * 100) / pauseAtPercent);
  return finding(
    rule,
    ok ? 'pass' : 'block',
    `With this one ${moneyText(after, currency)} of the ${moneyText(capCents, currency)} for ${what}; sending pauses at ${moneyText(pauseAt, currency)}.`,
    {
      measured: after,
      limit: pauseAt,
      evidence: [`${what}: ${moneyText(spentCents, currency)} spent`],
      ...(!ok && {
        wouldPassIf: `with a cap of ${moneyText(enough, currency)}`,
        ...(path && flipTo(path, enough)),
      }),
    },
  );
}

/** The percentages off that this customer has: of the message's own code, and of those they hold. */
function givenPercents(candidate: Candidate, snapshot: Snapshot): number[] {
  const live = snapshot.liveOffers.filter((offer) => offer.expiresAt > candidate.sendAt);
  return [...(candidate.offer ? [candidate.offer.percentOff] : []), ...live.map((offer) => offer.percentOff)];
}

/**
 * No discount, gift or money in words that is not given: every one named is the message's own, or that of a code the
 * customer holds. What may be true of the shop and cannot be seen here (free delivery, a refund) is for a person to say.
 */
function truthfulDiscount(candidate: Candidate, snapshot: Snapshot): Finding {
  const given = givenPercents(candidate, snapshot);
  const said = promisesIn(measuredWords(candidate.content, snapshot), given);
  // A product may be a gift card or 70 % cocoa; a discount is none of its names.
  const named = cutsIn(folded(namesShown(candidate, snapshot)), given);
  const untrue = [...new Set([...said.untrue, ...named.map(({ words }) => words)])];
  const percents = [...said.percents, ...named.map(({ percent }) => percent)];
  const { unproven } = said;
  if (untrue.length === 0 && unproven.length > 0) {
    const list = unproven.join('”, “');
    return finding('financial.words', 'review', `Nothing here proves “${list}”: a person answers for it.`, {
      measured: unproven.length,
      limit: 0,
      evidence: [...unproven],
      wouldPassIf: `without “${list}”`,
    });
  }
  const ok = untrue.length === 0;
  const list = untrue.join('”, “');
  const backed = candidate.offer && percents.length > 0 ? `with an offer of ${Math.max(...percents)}%, or ` : '';
  return finding(
    'financial.words',
    ok ? 'pass' : 'block',
    ok ? 'No discount is named that is not given.' : `The words name a discount that is not given: “${list}”.`,
    {
      measured: untrue.length,
      limit: 0,
      evidence: untrue,
      ...(!ok && { wouldPassIf: `${backed}without “${list}”` }),
    },
  );
}

/** No code in words but the message's own, which is a slot, and those that the customer holds. */
function otherCodes(candidate: Candidate, snapshot: Snapshot): Finding[] {
  const known = [CODE_SPECIMEN, ...snapshot.liveOffers.map(({ code }) => code)];
  const named = codesIn(measuredWords(candidate.content, snapshot), known);
  if (named.length === 0) return [];
  const list = named.join('”, “');
  return [
    finding('financial.other_code', 'block', `The words name a code that this customer does not hold: “${list}”.`, {
      measured: named.length,
      limit: 0,
      evidence: named,
      wouldPassIf: `with ${SLOTS.offerCode} in its place`,
    }),
  ];
}

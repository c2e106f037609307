import { percentWords } from '../../shared/figure-words';
import { moneyText } from '../../shared/money-text';
import type { Policy } from '../policy';
import { error, type LintFacts, type LintFinding, type LintRule, warning, when } from './finding';

/** Bands and ladders of discounts: what is out of order, out of reach, or always stopped. */
export const discountRules: readonly LintRule[] = [
  bands,
  unreachableRungs,
  rungsBelowMinimum,
  ladderAboveDirector,
  ladderAlwaysReviewed,
  winbackAlwaysReviewed,
  marginFloor,
  marginLeak,
  valueBands,
];

function bands({ financial }: Policy): LintFinding[] {
  const { passBelowPercent: pass, managerUpToPercent: manager } = financial;
  return when(manager < pass, () =>
    error('financial.bands-inverted', {
      at: ['financial.managerUpToPercent', 'financial.passBelowPercent'],
      message: `Discounts pass by themselves below ${percentWords(pass)}, but an approver decides only up to ${percentWords(manager)}: the approver’s band is empty.`,
      suggestion: `Let an approver decide up to at least ${percentWords(pass)}.`,
    }),
  );
}

/** The first rung above the value counts, and else the last: what is not above all before it is never chosen. */
function unreachableRungs({ cart }: Policy, { currency }: LintFacts): LintFinding[] {
  return cart.ladder.flatMap(({ belowCents }, index) => {
    const isLast = index === cart.ladder.length - 1;
    const before = cart.ladder.slice(0, index).map((rung) => rung.belowCents ?? 0);
    const highest = Math.max(0, ...before);
    const isDead = belowCents === null ? !isLast : belowCents <= highest && !isLast;
    const isOutOfOrder = isLast && belowCents !== null && belowCents <= highest;
    return when(isDead || isOutOfOrder, () =>
      error(`cart.ladder-order.${index + 1}`, {
        at: ['cart.ladder'],
        message:
          belowCents === null
            ? `Rung ${index + 1} of the cart ladder has no upper value but is not the last: it is never chosen.`
            : `Rung ${index + 1} of the cart ladder (below ${moneyText(belowCents, currency)}) stands after one that reaches higher: its value means nothing.`,
        suggestion: 'Order the rungs by cart value, the one without an upper value last.',
      }),
    );
  });
}

function rungsBelowMinimum({ cart }: Policy, { currency }: LintFacts): LintFinding[] {
  const bounds = cart.ladder.slice(0, -1).map(({ belowCents }) => belowCents ?? 0);
  const dead = bounds.filter((belowCents) => belowCents > 0 && belowCents <= cart.minValueCents);
  return when(dead.length > 0, () =>
    warning('cart.minimum-above-rungs', {
      at: ['cart.minValueCents', 'cart.ladder'],
      message: `Carts below ${moneyText(cart.minValueCents, currency)} get no message, so ${dead.length === bounds.length ? 'every rung but the last is' : `${dead.length} of the rungs ${dead.length === 1 ? 'is' : 'are'}`} never chosen.`,
      suggestion: 'Lower the least cart value, or take those rungs out.',
    }),
  );
}

function ladderAboveDirector({ cart, financial }: Policy, facts: LintFacts): LintFinding[] {
  const limit = financial.managerUpToPercent;
  const high = cart.ladder.filter(({ percentOff }) => percentOff > limit && !isCovered(facts, CART, percentOff));
  if (high.length === 0) return [];
  const isAll = high.length === cart.ladder.length;
  return [
    (isAll ? error : warning)('cart.ladder-above-limit', {
      at: ['cart.ladder', 'financial.managerUpToPercent'],
      message: `${isAll ? 'Every rung' : `${high.length} of ${cart.ladder.length} rungs`} of the cart ladder ${high.length > 1 && !isAll ? 'give' : 'gives'} more than ${percentWords(limit)}: such a message is stopped unless an administrator approves each one.`,
      suggestion: `Give at most ${percentWords(limit)}, raise the approver’s limit, or approve an offer that covers it.`,
    }),
  ];
}

const CART = { agentId: 'cart_winback', action: 'cart_recovery' };
const WINBACK = { agentId: 'cart_winback', action: 'winback_offer' };

function isCovered({ offers }: LintFacts, scope: { agentId: string; action: string }, percentOff: number): boolean {
  return (offers ?? []).some(
    (offer) => offer.agentId === scope.agentId && offer.action === scope.action && offer.maxPercentOff >= percentOff,
  );
}

function ladderAlwaysReviewed({ cart, financial }: Policy, facts: LintFacts): LintFinding[] {
  const { passBelowPercent: pass, managerUpToPercent: manager } = financial;
  const given = cart.ladder.map(({ percentOff }) => percentOff).filter((percentOff) => percentOff > 0);
  const waits = given.every((percentOff) => percentOff >= pass && !isCovered(facts, CART, percentOff));
  const isApprovers = given.some((percentOff) => percentOff <= manager);
  return when(facts.offers !== null && given.length > 0 && waits && isApprovers, () =>
    warning('cart.ladder-always-reviewed', {
      at: ['cart.ladder', 'financial.passBelowPercent'],
      message: `Every discount of the cart ladder is ${percentWords(pass)} or more and no approved offer covers one: each cart message waits for a person.`,
      suggestion: 'Approve an offer with a budget for cart recovery, or let higher discounts pass.',
    }),
  );
}

function winbackAlwaysReviewed({ winback, financial }: Policy, facts: LintFacts): LintFinding[] {
  const pass = financial.passBelowPercent;
  const given = [winback.valuedPercentOff, winback.genericPercentOff].filter((percentOff) => percentOff > 0);
  const waits = given.every((percentOff) => percentOff >= pass && !isCovered(facts, WINBACK, percentOff));
  return when(facts.offers !== null && given.length > 0 && waits, () =>
    warning('winback.always-reviewed', {
      at: ['winback.valuedPercentOff', 'winback.genericPercentOff', 'financial.passBelowPercent'],
      message: `Both win-back discounts are ${percentWords(pass)} or more and no approved offer covers them: each win-back offer waits for a person.`,
      suggestion: 'Approve an offer with a budget for win-back, or let higher discounts pass.',
    }),
  );
}

function marginFloor({ financial }: Policy): LintFinding[] {
  return when(financial.marginFloorPercent >= 100, () =>
    error('financial.margin-floor-shuts-out', {
      at: ['financial.marginFloorPercent'],
      message: 'No sale leaves a margin of 100%: every discount on products of known cost is blocked.',
      suggestion: 'Set the least margin you can live with; the product starts with 0%.',
    }),
  );
}

function marginLeak({ financial }: Policy): LintFinding[] {
  const { marginFloorPercent, unknownCost } = financial;
  return when(marginFloorPercent > 0 && unknownCost === 'pass', () =>
    warning('financial.margin-floor-leaks', {
      at: ['financial.marginFloorPercent', 'financial.unknownCost'],
      message: `A margin of ${percentWords(marginFloorPercent)} is asked for, and a discount on a product of unknown cost passes all the same.`,
      suggestion: 'Let a person decide about products of unknown cost, or import their costs.',
    }),
  );
}

function valueBands({ financial, winback }: Policy, { currency }: LintFacts): LintFinding[] {
  const { vipCents, salesCents } = financial;
  return [
    ...when(vipCents >= salesCents, () =>
      warning('financial.vip-never', {
        at: ['financial.vipCents', 'financial.salesCents'],
        message: `Every decision about customers above ${moneyText(salesCents, currency)} is reviewed anyway: the VIP rule from ${moneyText(vipCents, currency)} never decides anything.`,
        suggestion: 'Set the VIP value below that of the sales team.',
      }),
    ),
    ...when(winback.valuedFromCents > vipCents, () =>
      warning('winback.valued-never', {
        at: ['winback.valuedFromCents', 'financial.vipCents'],
        message: `Customers above ${moneyText(vipCents, currency)} are VIPs and get a letter instead: nobody is “valued” from ${moneyText(winback.valuedFromCents, currency)} on.`,
        suggestion: 'Set the value from which customers are valued below that of a VIP.',
      }),
    ),
  ];
}

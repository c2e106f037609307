import { percentWords } from '../../shared/figure-words';
import { plural } from '../../shared/plural';
import type { Models, OrderEstimate, OrderQuestion } from '../models';
import { ORDER_MODEL, ORDER_PRIORS, priorProbability } from '../order-priors';
import { cellKey, cellOf } from './cell';
import type { LearntCell, OrderEvidence } from './order-evidence';
import { type Counts, orderProbability } from './order-posterior';

const PREFIX = 'outcomes-';

/** How a version is named among the models of a decision. */
export function versionName(version: number): string {
  return `${PREFIX}${version}`;
}

/** The version that a decision's models name; null where it was decided by assumptions alone. */
export function versionNamed(versions: unknown): number | null {
  const name =
    versions !== null && typeof versions === 'object' ? (versions as Record<string, unknown>)[ORDER_MODEL] : undefined;
  if (typeof name !== 'string' || !name.startsWith(PREFIX)) return null;
  const version = Number(name.slice(PREFIX.length));
  return Number.isInteger(version) ? version : null;
}

/**
 * The models with what one version learnt: where enough was measured the shop's own share of orders, labelled
 * "calibrated", with the confidence that the touch brings more than leaving alone; everywhere else the assumption,
 * labelled "prior", with what is missing.
 */
export function learntModels(version: number, evidence: OrderEvidence): Models {
  const cells = new Map(evidence.cells.map((cell) => [cellKey(cell), cell]));
  return {
    ...ORDER_PRIORS,
    versions: { ...ORDER_PRIORS.versions, [ORDER_MODEL]: versionName(version) },
    orderProbability(question, policy) {
      const cell = cells.get(cellKey(cellOf(question)));
      return cell?.isOwn ? ownEstimate(cell) : assumed(ORDER_PRIORS.orderProbability(question, policy), cell, evidence);
    },
    plannedProbability(question, policy) {
      const cell = cells.get(cellKey(cellOf(question)));
      return cell?.isOwn ? cell.probability : pooledProbability(question, priorProbability(question, policy), evidence);
    },
  };
}

/** What campaigns on the channel brought together, those that do the same first; the assumption where too little is known. */
function pooledProbability({ action, channel }: OrderQuestion, prior: number, { cells, rules }: OrderEvidence): number {
  const onChannel = cells.filter((cell) => cell.campaignId !== null && cell.channel === channel);
  const pools = [onChannel.filter((cell) => cell.action === action), onChannel].map(sumOf);
  const known = pools.find(({ sent }) => sent >= rules.leastSent);
  return known ? orderProbability(known, prior, rules.priorWeight) : prior;
}

function sumOf(cells: readonly LearntCell[]): Counts {
  const sum = (count: keyof Counts) => cells.reduce((total, cell) => total + cell[count], 0);
  return {
    sent: sum('sent'),
    sentOrdered: sum('sentOrdered'),
    leftAlone: sum('leftAlone'),
    leftAloneOrdered: sum('leftAloneOrdered'),
  };
}

function ownEstimate(cell: LearntCell): OrderEstimate {
  const { probability, confidence } = cell;
  return {
    probability,
    kind: 'calibrated',
    reason: {
      text: `${countsText(cell)} ${percent(probability)} are expected to.`,
      factor: 'order_probability_calibrated',
      value: probability,
    },
    ...(confidence !== null && { confidence }),
  };
}

/** "12 of 340 like this ordered within 7 days; 3 of 180 left alone did." */
export function countsText({ sent, sentOrdered, leftAlone, leftAloneOrdered, windowDays }: LearntCell): string {
  const alone = leftAlone > 0 ? `; ${leftAloneOrdered} of ${leftAlone} left alone did` : '; nobody was left alone';
  return `${sentOrdered} of ${sent} like this ordered within ${plural(windowDays, 'day')}${alone}.`;
}

function assumed(estimate: OrderEstimate, cell: LearntCell | undefined, { rules }: OrderEvidence): OrderEstimate {
  return {
    ...estimate,
    reason: {
      ...estimate.reason,
      text: `${percent(estimate.probability)} of customers are expected to order: an assumption. Of ${rules.leastSent} outcomes that are asked for, ${cell?.sent ?? 0} of this kind are known.`,
    },
  };
}

function percent(share: number): string {
  return percentWords(Math.round(share * 1000) / 10);
}

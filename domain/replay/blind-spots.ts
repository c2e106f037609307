import { DEFAULT_POLICY, type Policy } from '../policies/policy';
import { firstDifference } from './first-difference';

const STAGES = 'who is new, at risk or churned: the stage of then stands';
const RESTS = 'how long customers rest: those who rested then have no decision to look at';
const LEVELS = 'what an action has earned: the level of then stands';
const LEARNT = 'what is learnt from outcomes: the version of then stands';
const TESTS = 'when words are tried and which win: the words of then stand';

/**
 * Thresholds that say when an agent wakes, or what is read before it decides: a stored snapshot was taken under the old
 * ones, so a replay cannot show all that changing them would do.
 */
const BEFORE_THE_SNAPSHOT: readonly (readonly [keyof Policy, string, string])[] = [
  ['cart', 'idleHours', 'when a cart counts as left: carts that would wake the agent earlier or later are not found'],
  ['cart', 'tooLateHours', 'when a cart is too old: older carts are not found'],
  ['cart', 'reminderHours', 'when a cart reminder is due: reminders at other times are not found'],
  ['winback', 'dormantDays', 'when a customer counts as dormant: others who would be won back are not found'],
  ['winback', 'forgottenDays', 'when a customer is left in peace: others who would be won back are not found'],
  ['winback', 'waves', 'when a win-back wave is due: waves at other times are not found'],
  ['winback', 'quarterDays', 'how far back touches were read, where it grows'],
  ['contact', 'windowDays', 'how far back touches were read, where it grows'],
  ['campaign', 'startWithinDays', 'who may still begin a campaign: others who would are not found'],
  ...(['newDays', 'activeDays', 'churnedDays', 'atRiskFrom', 'frequentOrders'] as const).map(
    (field) => ['lifecycle', field, STAGES] as const,
  ),
  ['contact', 'knownAfterTouches', `${STAGES}, as far as it follows from the churn risk`],
  ['financial', 'vipCents', `${STAGES}, as far as it follows from the churn risk`],
  ...(['onboardingRestDays', 'activeRestDays', 'atRiskRestDays', 'vipRestDays', 'firstTurnDays'] as const).map(
    (field) => ['lifecycle', field, RESTS] as const,
  ),
  ...allOf('autonomy', LEVELS),
  ...allOf('creative', TESTS),
  ...allOf('volume', 'what stops a sudden volume: what was stopped then stays stopped'),
  ...(['recencyWeight', 'frequencyWeight', 'valueWeight', 'engagementWeight', 'unknownEngagement'] as const).map(
    (field) => ['lifecycle', field, `${STAGES}, as far as it follows from the churn risk`] as const,
  ),
  ...(['opened', 'clicked', 'ordered', 'hardBounce', 'complaint', 'halfLifeDays'] as const).map(
    (field) => ['engagement', field, 'how engaged a customer was: the score of then stands'] as const,
  ),
  ...allOf('learning', LEARNT),
  ...(['cartDays', 'otherDays'] as const).map((field) => ['attribution', field, LEARNT] as const),
  ['winback', 'lowStock', 'which products are read as scarce'],
  ['reputation', 'windowDays', 'the window over which bounces and complaints were counted'],
  ['reputation', 'blocklistHours', 'the hours over which refusals because of a blocklist were counted'],
  ['budgets', 'windowDays', 'the window over which spending was counted'],
  ['budgets', 'channelCents', 'which channels’ spending was read'],
  ['budgets', 'costPerThousandCents', 'what messages of then had cost: it was counted at the prices of then'],
  ['budgets', 'pauseAtPercent', 'what was left of pre-approved offers: it was read as far as it might be spent then'],
  ['copy', 'dailyCostCents', 'what a model was asked to write before its budget was spent: the words of then stand'],
  ['copy', 'dailyTokens', 'what a model was asked to write before its budget was spent: the words of then stand'],
  ...(['askedAgainHours', 'mostAsked', 'mostAskedDays', 'confirmWithinDays'] as const).map(
    (field) => ['consent', field, 'who was asked to confirm: what they had answered then stands'] as const,
  ),
  ...(['cart', 'winback', 'lifecycle', 'campaign'] as const).map(
    (section) => [section, 'codeHours', 'which codes a customer still held: those of then stand'] as const,
  ),
];

/** Every threshold of a section, also one that is added to it. */
function allOf(section: keyof Policy, words: string): (readonly [keyof Policy, string, string])[] {
  return Object.keys(DEFAULT_POLICY[section]).map((field) => [section, field, words] as const);
}

/** What a change of policy also does and a replay cannot show: threshold and words, for those that differ. */
export function blindSpots(then: Policy, tried: Policy): { path: string; words: string }[] {
  return BEFORE_THE_SNAPSHOT.flatMap(([section, field, words]) => {
    const [before, after] = [then[section], tried[section]].map((part) => (part as Record<string, unknown>)[field]);
    return firstDifference(before, after) === null ? [] : [{ path: `${section}.${field}`, words }];
  });
}

import { AGENT_CARDS } from '../../agents/agent-cards';
import { CHANNEL_NAMES, CHANNELS } from '../../channels/channel-ids';
import { percentWords } from '../../shared/figure-words';
import { plural } from '../../shared/plural';
import type { Policy } from '../policy';
import { error, type LintFinding, type LintRule, warning, when } from './finding';

/** Borders of agents in the wrong order, and budgets and counts that let nothing through. */
export const agentRules: readonly LintRule[] = [
  stages,
  handover,
  weights,
  contentBand,
  sendingHours,
  testDays,
  touches,
  unranked,
  rankedForNobody,
  budgets,
];

function stages({ lifecycle: { activeDays, churnedDays } }: Policy): LintFinding[] {
  return when(activeDays >= churnedDays, () =>
    error('lifecycle.never-at-risk', {
      at: ['lifecycle.activeDays', 'lifecycle.churnedDays'],
      message: `Customers are at risk from ${plural(activeDays, 'quiet day')} on and churned from ${churnedDays}: nobody is ever at risk for being quiet, and retention has nobody to keep.`,
      suggestion:
        'Let a customer be at risk well before they count as churned; the product starts with 30 and 90 days.',
    }),
  );
}

function handover({ lifecycle: { churnedDays }, winback: { dormantDays } }: Policy): LintFinding[] {
  return when(dormantDays > churnedDays, () =>
    warning('winback.begins-after-churn', {
      at: ['winback.dormantDays', 'lifecycle.churnedDays'],
      message: `The lifecycle lets go of customers after ${plural(churnedDays, 'quiet day')}, and the win-back begins after ${dormantDays}: in between nobody writes to them.`,
      suggestion: 'Let the win-back begin when a customer is churned, or before.',
    }),
  );
}

function weights({ lifecycle, creative }: Policy): LintFinding[] {
  const { recencyWeight, frequencyWeight, valueWeight, engagementWeight } = lifecycle;
  const { brandWeight, toneWeight, lengthWeight } = creative;
  return [
    ...when(recencyWeight + frequencyWeight + valueWeight + engagementWeight === 0, () =>
      error('lifecycle.risk-of-nothing', {
        at: [
          ...(['lifecycle.recencyWeight', 'lifecycle.frequencyWeight'] as const),
          ...(['lifecycle.valueWeight', 'lifecycle.engagementWeight'] as const),
        ],
        message: 'Nothing counts for the churn risk: nobody is ever at risk, however quiet.',
        suggestion: 'Give a measure some weight; the product starts with 0.4, 0.2, 0.1 and 0.25.',
      }),
    ),
    ...when(brandWeight + toneWeight + lengthWeight === 0, () =>
      error('creative.score-of-nothing', {
        at: ['creative.brandWeight', 'creative.toneWeight', 'creative.lengthWeight'],
        message: 'Nothing counts for the score of a variant: none can reach the least score.',
        suggestion: 'Give a part some weight; the product starts with 0.3, 0.4 and 0.3.',
      }),
    ),
    ...when(creative.wordsFrom > creative.wordsTo, () =>
      error('creative.no-length', {
        at: ['creative.wordsFrom', 'creative.wordsTo'],
        message: `A text is to have from ${creative.wordsFrom} to ${plural(creative.wordsTo, 'word')}: there is no such length.`,
        suggestion: 'Let the shortest text be shorter than the longest.',
      }),
    ),
  ];
}

function contentBand({ lifecycle: { contentFrom, discountAbove } }: Policy): LintFinding[] {
  return when(contentFrom > discountAbove, () =>
    warning('lifecycle.no-content-band', {
      at: ['lifecycle.contentFrom', 'lifecycle.discountAbove'],
      message: `Content of value begins at a risk of ${contentFrom}, when customers get a discount from ${discountAbove} on: it is never sent.`,
      suggestion: 'Let content of value begin below the discount.',
    }),
  );
}

function sendingHours({ lifecycle: { sendFromHour, sendToHour } }: Policy): LintFinding[] {
  return when(sendFromHour >= sendToHour, () =>
    error('lifecycle.no-hour', {
      at: ['lifecycle.sendFromHour', 'lifecycle.sendToHour'],
      message: `Lifecycle messages may leave from ${sendFromHour}:00 until ${sendToHour}:00 of the customer’s day: there is no such hour.`,
      suggestion: 'Let the first hour come before the last.',
    }),
  );
}

function testDays({ creative: { leastDays, longestDays, controlShare } }: Policy): LintFinding[] {
  return [
    ...when(leastDays > longestDays, () =>
      error('creative.never-judged', {
        at: ['creative.leastDays', 'creative.longestDays'],
        message: `A test is judged after ${plural(leastDays, 'day')} at the earliest and ends after ${longestDays}: none is ever judged in time.`,
        suggestion: 'Let the shortest test be shorter than the longest.',
      }),
    ),
    ...when(controlShare > 0.8, () =>
      warning('creative.hardly-tried', {
        at: ['creative.controlShare'],
        message: `The control keeps ${percentWords(controlShare * 100)} of the customers: its challengers are hardly tried.`,
        suggestion: 'Give challengers more; the product starts with 30% for the control.',
      }),
    ),
  ];
}

function touches({ arbitration: { touchesPerWeek, monthlyAim } }: Policy): LintFinding[] {
  return [
    ...when(touchesPerWeek === 0, () =>
      error('arbitration.no-touch', {
        at: ['arbitration.touchesPerWeek'],
        message: 'With 0 touches a week nothing ever leaves, on no channel.',
        suggestion: 'Allow at least 1, or stop the workspace with the kill switch.',
      }),
    ),
    ...when(touchesPerWeek > 0 && monthlyAim === 0, () =>
      warning('arbitration.no-monthly-touch', {
        at: ['arbitration.monthlyAim', 'arbitration.firstUpTo'],
        message: 'With a monthly aim of 0 only those who go first ever write: all other agents propose in vain.',
        suggestion: 'Allow some touches a month; the product starts with 5.',
      }),
    ),
  ];
}

/** Agents that write to customers, and actions of them, to which no priority says when they go. */
function unranked({ arbitration: { priorities } }: Policy): LintFinding[] {
  return AGENT_CARDS.filter(({ id }) => priorities[id] === undefined).flatMap(({ id, name, actions }) => {
    const left = actions.filter((action) => priorities[`${id}.${action.id}`] === undefined);
    if (left.length > 0 && left.length === actions.length) return [goesLast(id, `the ${name} agent`)];
    return left.map((action) => goesLast(`${id}.${action.id}`, `“${action.name}” of the ${name} agent`));
  });
}

function goesLast(key: string, who: string): LintFinding {
  return warning(`arbitration.unranked.${key}`, {
    at: ['arbitration.priorities'],
    message: `The priorities do not name ${who}: it goes last, behind everybody who is named.`,
    suggestion: `Give “${key}” a priority, or let it go last on purpose.`,
  });
}

function rankedForNobody({ arbitration: { priorities } }: Policy): LintFinding[] {
  const known = new Set(
    AGENT_CARDS.flatMap(({ id, actions }) => [id, ...actions.map((action) => `${id}.${action.id}`)]),
  );
  return Object.keys(priorities)
    .filter((key) => !known.has(key))
    .map((key) =>
      warning(`arbitration.nobody.${key}`, {
        at: ['arbitration.priorities'],
        message: `There is no agent or action “${key}”: its priority decides nothing.`,
        suggestion: `Take it out, or name one of ${[...known].join(', ')}.`,
      }),
    );
}

function budgets({ budgets: { channelCents } }: Policy): LintFinding[] {
  return CHANNELS.filter((channel) => channelCents[channel] === 0).map((channel) =>
    warning(`budgets.nothing-to-spend.${channel}`, {
      at: ['budgets.channelCents'],
      message: `With a cap of 0 the budget of ${CHANNEL_NAMES[channel]} is spent before the first message: it is always paused.`,
      suggestion: 'Raise the cap, take it out, or stop the channel with the kill switch.',
    }),
  );
}

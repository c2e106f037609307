import { plural } from '../../shared/plural';
import type { Policy } from '../policy';
import { error, type LintFinding, type LintRule, warning, when } from './finding';

/** Times that pass each other by: windows that are empty, codes that end early, series that never begin. */
export const timingRules: readonly LintRule[] = [
  quietHours,
  strictRegions,
  cartTimes,
  winbackTimes,
  waveOrder,
  followUpChannel,
  reviewTimes,
];

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

function quietHours({ quietHours: { from, to } }: Policy): LintFinding[] {
  return when(from >= to, () =>
    error('quietHours.empty', {
      at: ['quietHours.from', 'quietHours.to'],
      message: `Messages that ring may arrive from ${clock(from)} and no more from ${clock(to)}: there is no hour left.`,
      suggestion: 'Let the first hour be before the last.',
    }),
  );
}

function strictRegions({ quietHours: hours }: Policy): LintFinding[] {
  if (hours.from >= hours.to) return [];
  return Object.entries(hours.stricterRegions).flatMap(([region, { from, to, sundayFrom }]) => {
    const end = Math.min(hours.to, to);
    const weekday = Math.max(hours.from, from) < end;
    const sunday = Math.max(hours.from, sundayFrom) < end;
    return when(!weekday || !sunday, () =>
      (!weekday ? error : warning)(`quietHours.region.${region}`, {
        at: ['quietHours.stricterRegions', 'quietHours.from', 'quietHours.to'],
        message: `The hours of ${region} and those of the workspace have none in common${weekday ? ' on Sundays' : ''}: no message that rings reaches anybody there${weekday ? ' on a Sunday' : ''}.`,
        suggestion: `Widen the workspace’s hours, or correct those of ${region}.`,
      }),
    );
  });
}

function cartTimes({ cart }: Policy): LintFinding[] {
  return [
    ...when(cart.tooLateHours <= cart.idleHours, () =>
      error('cart.too-late-before-idle', {
        at: ['cart.tooLateHours', 'cart.idleHours'],
        message: `A cart counts as left after ${hours(cart.idleHours)} and is too old after ${hours(cart.tooLateHours)}: no cart is ever written about.`,
        suggestion: 'Let a cart be too old some hours after it counts as left behind.',
      }),
    ),
    ...when(cart.codeHours < cart.usefulHours, () =>
      warning('cart.code-shorter-than-useful', {
        at: ['cart.codeHours', 'cart.usefulHours'],
        message: `A cart message may leave up to ${hours(cart.usefulHours)} late, but its code ends after ${hours(cart.codeHours)}: it can arrive with a dead code.`,
        suggestion: 'Let the code be good for at least as long as the message is useful.',
      }),
    ),
    ...when(cart.reminderHours >= cart.codeHours, () =>
      warning('cart.reminder-after-code', {
        at: ['cart.reminderHours', 'cart.codeHours'],
        message: `The reminder comes ${hours(cart.reminderHours)} after the e-mail, when its code of ${hours(cart.codeHours)} is over.`,
        suggestion: 'Remind earlier, or let the code be good for longer.',
      }),
    ),
  ];
}

function winbackTimes({ winback }: Policy): LintFinding[] {
  return [
    ...when(winback.dormantDays >= winback.forgottenDays, () =>
      error('winback.dormant-after-forgotten', {
        at: ['winback.dormantDays', 'winback.forgottenDays'],
        message: `Customers are dormant after ${days(winback.dormantDays)} and not written to after ${days(winback.forgottenDays)}: nobody is ever won back.`,
        suggestion: 'Let customers be dormant well before they are no longer written to.',
      }),
    ),
    ...when(winback.seriesPerQuarter === 0, () =>
      warning('winback.no-series', {
        at: ['winback.seriesPerQuarter'],
        message: 'With 0 series a quarter no win-back ever begins.',
        suggestion: 'Allow at least 1, or stop the agent with the kill switch.',
      }),
    ),
    ...when(winback.codeHours < winback.usefulDays * 24, () =>
      warning('winback.code-shorter-than-useful', {
        at: ['winback.codeHours', 'winback.usefulDays'],
        message: `A win-back may leave up to ${days(winback.usefulDays)} late, but its code ends after ${hours(winback.codeHours)}: it can arrive with a dead code.`,
        suggestion: 'Let the code be good for at least as long as the message is useful.',
      }),
    ),
  ];
}

function waveOrder({ winback: { waves } }: Policy): LintFinding[] {
  return waves.flatMap(({ day }, index) => {
    const before = waves[index - 1]?.day ?? 0;
    return when(day < before, () =>
      error(`winback.wave-order.${index + 1}`, {
        at: ['winback.waves'],
        message: `Touch ${index + 1} is due on day ${day}, before touch ${index} on day ${before}.`,
        suggestion: 'Order the touches by day.',
      }),
    );
  });
}

function followUpChannel({ winback: { waves } }: Policy): LintFinding[] {
  const odd = waves.filter(({ action, channel }) => action === 'winback_follow_up' && channel !== 'email');
  return when(odd.length > 0, () =>
    warning('winback.follow-up-channel', {
      at: ['winback.waves'],
      message: 'The follow-up is a letter, and one of the touches sends it on a channel that is not e-mail.',
      suggestion: 'Send the follow-up by e-mail.',
    }),
  );
}

function reviewTimes({ review, cart, winback }: Policy): LintFinding[] {
  return [
    ...when(cart.reviewHours * 60 < review.slaMinutes, () =>
      warning('review.cart-shorter-than-sla', {
        at: ['cart.reviewHours', 'review.slaMinutes'],
        message: `A cart decision is held after ${hours(cart.reviewHours)}, before the ${minutes(review.slaMinutes)} in which it should be judged are over.`,
        suggestion: 'Ask for a faster verdict, or let the decision wait for longer.',
      }),
    ),
    ...when(winback.reviewDays * 1440 < review.slaMinutes, () =>
      warning('review.winback-shorter-than-sla', {
        at: ['winback.reviewDays', 'review.slaMinutes'],
        message: `A win-back decision is held after ${days(winback.reviewDays)}, before the ${minutes(review.slaMinutes)} in which it should be judged are over.`,
        suggestion: 'Ask for a faster verdict, or let the decision wait for longer.',
      }),
    ),
  ];
}

const hours = (count: number) => plural(count, 'hour');
const days = (count: number) => plural(count, 'day');
const minutes = (count: number) => plural(count, 'minute');

import { figure, whole } from '../figure';
import { section } from '../section';

/** How likely an order is, as long as a workspace has no outcomes of its own: the baselines of the measurement plan. */
export const PriorsPolicy = section(
  'Assumptions before experience',
  'How likely an order is taken to be while the shop’s own outcomes do not tell: the baselines of the measurement plan.',
  {
    cartRecovery: figure(
      0.2,
      0,
      1,
      'Share of customers with a left cart who are expected to order after a message about it.',
      'share 0..1',
      'Orders after a cart message',
    ),
    winback: figure(
      0.08,
      0,
      1,
      'Share of dormant customers who are expected to order after a whole series.',
      'share 0..1',
      'Orders after a win-back series',
    ),
    winbackTouches: whole(
      4,
      1,
      20,
      'Touches over which that share is spread evenly: how many the series had that it was taken from.',
      'touches',
      'Touches of that series',
    ),
    conversion: figure(
      0.025,
      0,
      1,
      'Share of customers who are expected to order after any other message.',
      'share 0..1',
      'Orders after another message',
    ),
    revenuePerEmail: figure(
      0.35,
      0.01,
      1000,
      'Revenue an e-mail is expected to bring, in the workspace’s currency. A campaign’s message on another channel is taken to convert in the proportion of the two.',
      'a message',
      'Revenue per e-mail',
    ),
    revenuePerOther: figure(
      0.15,
      0,
      1000,
      'Revenue a message on another channel is expected to bring, in the workspace’s currency.',
      'a message',
      'Revenue per other message',
    ),
  },
);

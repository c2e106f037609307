import { figure, whole } from '../figure';
import { section } from '../section';

/** How welcome messages are to a customer: what each sign counts, and how fast it fades. */
export const EngagementPolicy = section(
  'Engagement score',
  'How welcome messages are to a customer: what each sign counts, and how fast it fades. A change holds for what comes after it; the score is 1 - e^(-points).',
  {
    opened: figure(0.3, 0, 10, 'Points of a message opened by a person.', 'points', 'Opened'),
    clicked: figure(0.5, 0, 10, 'Points of a click by a person.', 'points', 'Clicked'),
    ordered: figure(1, 0, 10, 'Points of an order.', 'points', 'Ordered'),
    hardBounce: figure(-0.5, -10, 0, 'Points of a message that came back for good.', 'points', 'Bounced for good'),
    complaint: figure(-1, -10, 0, 'Points of a spam complaint.', 'points', 'Spam complaint'),
    halfLifeDays: whole(30, 1, 730, 'Days in which points halve.', 'days', 'Points halve in'),
  },
);

/**
 * The parts of the inbox. `all`: can be judged now. `mine`: given to the person, or open before them. `urgent`: less
 * than two minutes of the target left, or late. `high`: high risk. `snoozed`: put off by a person, and waiting again after.
 * `held`: over and never sent, but by no person's verdict: expired unjudged, blocked while it waited by a policy that came
 * into force, or approved and then failed at the provider. `done`: judged by a person.
 */
export const REVIEW_QUEUES = ['all', 'mine', 'urgent', 'high', 'snoozed', 'held', 'done'] as const;
export type ReviewQueueId = (typeof REVIEW_QUEUES)[number];

/** How each part is called. */
export const REVIEW_QUEUE_NAMES: Readonly<Record<ReviewQueueId, string>> = {
  all: 'All',
  mine: 'Mine',
  urgent: 'Urgent',
  high: 'High risk',
  snoozed: 'Snoozed',
  held: 'Held',
  done: 'Done',
};

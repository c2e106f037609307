import type { Metric } from './experiment';

/** What can decide a test of words. */
export const TEST_GOALS = ['clicks', 'orders'] as const;
export type TestGoal = (typeof TEST_GOALS)[number];

/** What a test of words is to bring about, and what it must not harm. */
export type TestAims = {
  readonly goal: TestGoal;
  /** A variant with fewer orders than the control does not win; says nothing where orders are the goal. */
  readonly guardsOrders: boolean;
};

/** As the agent proposes tests. */
export const DEFAULT_AIMS: TestAims = { goal: 'clicks', guardsOrders: false };

/** Each goal as people read it: what it counts, and which way is better. */
export const GOAL_WORDS: Readonly<Record<TestGoal, { readonly name: string; readonly words: string }>> = {
  clicks: { name: 'Clicks', words: 'Customers who click, of those it was delivered to. More is better.' },
  orders: { name: 'Orders', words: 'Customers who order after it, of those it was delivered to. More is better.' },
};

/** The metrics of a test, in the order in which they are counted: clicks, orders, unsubscribes with complaints. */
export function metricsOf({ goal, guardsOrders }: TestAims): Metric[] {
  const orders = goal === 'orders' ? 'goal' : guardsOrders ? 'guardrail' : 'secondary';
  return [
    { id: 'clicks', name: 'Clicks', kind: 'share', role: goal === 'clicks' ? 'goal' : 'secondary', goal: 'increase' },
    { id: 'orders', name: 'Orders', kind: 'share', role: orders, goal: 'increase' },
    { id: 'unsubscribes', name: 'Unsubscribes and complaints', kind: 'share', role: 'guardrail', goal: 'decrease' },
  ];
}

/** The count that a goal looks at. */
export function countedBy(goal: TestGoal): 'clicked' | 'ordered' {
  return goal === 'clicks' ? 'clicked' : 'ordered';
}

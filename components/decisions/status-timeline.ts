import type { Outcome } from '@/domain/decisions/outcome';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';

/** What of a decision its timeline needs. */
export type TimelineFacts = {
  outcome: Outcome;
  decidedAt: Date;
  sendAt: Date | null;
  reviewBy: Date | null;
  review: { at: Date; by: string | null; reason: string | null } | null;
  messages: readonly {
    status: string;
    sendAt: Date;
    acceptedAt: Date | null;
    deliveredAt: Date | null;
    openedAt: Date | null;
    clickedAt: Date | null;
    bouncedAt: Date | null;
    failureReason: string | null;
  }[];
  credits: readonly { orderedAt: Date; creditCents: number }[];
};

export type TimelineStep = {
  key: string;
  label: string;
  at: Date | null;
  /** done: happened. now: where it stands. ahead: may still come. stopped: it ended here. */
  state: 'done' | 'now' | 'ahead' | 'stopped';
  note: string | null;
};

const ENDED: readonly Outcome[] = ['rejected', 'blocked', 'held_out', 'skipped', 'expired', 'cancelled', 'failed'];

/**
 * A decision's way from the agent to the order, the steps that are still to come included; what ended early shows
 * where. A step that never happened on this road (a review nobody asked for) is left out.
 */
export function statusTimeline(facts: TimelineFacts): TimelineStep[] {
  const steps = [decidedStep(facts), ...reviewSteps(facts)];
  if (facts.messages[0]?.bouncedAt) return [...steps, ...bouncedSteps(facts, facts.messages[0].bouncedAt)];
  if (ENDED.includes(facts.outcome)) return [...steps, ...endSteps(facts)];
  return markNow([...steps, ...messageSteps(facts), ...orderSteps(facts)]);
}

function step(key: string, label: string, at: Date | null, note: string | null = null): TimelineStep {
  return { key, label, at, state: at ? 'done' : 'ahead', note };
}

function decidedStep(facts: TimelineFacts): TimelineStep {
  return step('decided', 'Decided', facts.decidedAt);
}

function reviewSteps({ review, outcome }: TimelineFacts): TimelineStep[] {
  if (review) {
    const verb = outcome === 'rejected' ? 'Rejected' : 'Approved';
    return [step('reviewed', verb, review.at, review.by ? `by ${review.by}` : null)];
  }
  return outcome === 'in_review' ? [step('reviewed', 'Review', null)] : [];
}

function endSteps({ outcome }: TimelineFacts): TimelineStep[] {
  if (outcome === 'rejected') return [];
  return [{ key: 'ended', label: OUTCOME_WORDS[outcome].label, at: null, state: 'stopped', note: null }];
}

function messageSteps({ messages, sendAt }: TimelineFacts): TimelineStep[] {
  const message = messages[0];
  const scheduled = step('scheduled', 'Scheduled', null);
  const planned = message?.sendAt ?? sendAt;
  const isScheduled = Boolean(message);
  return [
    { ...scheduled, at: planned, state: isScheduled ? 'done' : 'ahead', note: planned ? 'for this time' : null },
    step('sent', 'Sent', message?.acceptedAt ?? null, message?.failureReason ?? null),
    step('delivered', 'Delivered', message?.deliveredAt ?? null),
    step('opened', 'Opened', message?.openedAt ?? null),
    step('clicked', 'Clicked', message?.clickedAt ?? null),
  ];
}

/** A message that came back: what happened before, and that it ended so. Nobody opens what did not arrive. */
function bouncedSteps(facts: TimelineFacts, bouncedAt: Date): TimelineStep[] {
  const before = messageSteps(facts).filter(({ key, at }) => key === 'scheduled' || (at !== null && at <= bouncedAt));
  const reason = facts.messages[0]?.failureReason ?? null;
  return [
    ...before.map((each) => ({ ...each, note: each.key === 'sent' ? null : each.note })),
    { key: 'bounced', label: 'Bounced', at: bouncedAt, state: 'stopped', note: reason },
  ];
}

function orderSteps({ credits }: TimelineFacts): TimelineStep[] {
  const first = credits.map(({ orderedAt }) => orderedAt).toSorted((a, b) => a.getTime() - b.getTime())[0];
  return [step('ordered', 'Order', first ?? null)];
}

/** A later step that happened implies the earlier ones: an order may come without an open that could be seen. */
function markNow(steps: TimelineStep[]): TimelineStep[] {
  const last = steps.findLastIndex(({ state }) => state === 'done');
  return steps.map((each, index) => (index === last + 1 && each.state === 'ahead' ? { ...each, state: 'now' } : each));
}

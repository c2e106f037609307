import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { after, DAY } from '../shared/time';
import type { CampaignTrigger } from './campaign';
import { seasonStart } from './season';

/** When a customer's own moment for a campaign was; null where it has none, or it cannot be told from the facts. */
function momentOf(trigger: CampaignTrigger, snapshot: Snapshot, now: Date): Date | null {
  const { customer, workspace } = snapshot;
  const at = (instant: string | null) => (instant ? new Date(instant) : null);
  switch (trigger.kind) {
    case 'scheduled':
      return new Date(trigger.at);
    case 'season':
      return seasonStart(trigger, workspace.timezone, now);
    case 'signup':
      return at(customer.signedUpAt);
    case 'days_since_signup':
      return customer.signedUpAt ? after(new Date(customer.signedUpAt), trigger.days * DAY) : null;
    case 'nth_purchase':
      return customer.orderCount === trigger.count ? at(customer.lastOrderAt) : null;
    case 'stage_changed':
      return customer.stage === trigger.to ? now : null;
    case 'segment_changed':
      // When somebody left is not among the facts.
      return trigger.change === 'entered' && snapshot.segments.includes(trigger.segmentId) ? now : null;
  }
}

/**
 * Whether a campaign begins for this customer now: what woke the agent is its trigger, or, asked by a person, the
 * customer's moment lies within the days in which one may still begin.
 */
export function beginsNow(trigger: CampaignTrigger, snapshot: Snapshot, policy: Policy, now: Date): boolean {
  const woken = snapshot.trigger;
  if (woken.kind === 'milestone') {
    if (trigger.kind === 'signup') return woken.milestone === 'signup';
    if (trigger.kind === 'nth_purchase') return woken.milestone === 'nth_purchase' && woken.count === trigger.count;
    return (
      trigger.kind === 'days_since_signup' && woken.milestone === 'days_since_signup' && woken.count === trigger.days
    );
  }
  if (woken.kind === 'stage_changed') return trigger.kind === 'stage_changed' && trigger.to === woken.to;
  if (woken.kind === 'segment_changed') {
    return (
      trigger.kind === 'segment_changed' && trigger.segmentId === woken.segmentId && trigger.change === woken.change
    );
  }
  const moment = momentOf(trigger, snapshot, now);
  return moment !== null && moment <= now && moment > after(now, -policy.campaign.startWithinDays * DAY);
}

/** Why a campaign does not begin for this customer now, told to a person who asks. Instants stand in it as they are stored. */
export function whyNotNow(trigger: CampaignTrigger, snapshot: Snapshot, policy: Policy, now: Date): string {
  const moment = momentOf(trigger, snapshot, now);
  if (moment === null) return whyNoMoment(trigger, snapshot);
  if (moment > now) return `It begins ${moment.toISOString()}.`;
  const days = plural(policy.campaign.startWithinDays, 'day');
  return `Its moment was ${moment.toISOString()}; it begins no later than ${days} after it.`;
}

function whyNoMoment(trigger: CampaignTrigger, { customer }: Snapshot): string {
  switch (trigger.kind) {
    case 'nth_purchase':
      return `It begins with order ${trigger.count}; this customer has made ${plural(customer.orderCount, 'order')}.`;
    case 'stage_changed':
      return `It begins when somebody becomes “${stageText(trigger.to)}”; this customer is “${stageText(customer.stage)}”.`;
    case 'segment_changed':
      return trigger.change === 'entered'
        ? 'It begins when somebody enters its segment; this customer is not in it.'
        : 'It begins at the moment in which somebody leaves its segment.';
    default:
      return 'It begins after signing up; when this customer did is not known.';
  }
}

const stageText = (stage: string) => stage.replace('_', ' ');

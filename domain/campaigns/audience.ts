import type { ChannelId } from '../channels/channel';
import { CHANNEL_NAMES } from '../channels/channel-ids';
import { valueBands } from '../customers/value-bands';
import type { Reason } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import { MARKETING } from '../guardrails/consent-record';
import type { Policy } from '../policies/policy';
import { daysBetween } from '../shared/time';
import type { AudienceRule } from './campaign';

/** What of a snapshot the rule looks at. */
type Looked = {
  customer: Pick<Snapshot['customer'], 'stage' | 'lifetimeValueCents' | 'country' | 'orderCount' | 'lastOrderAt'>;
  segments: Snapshot['segments'];
  consent: readonly Pick<Snapshot['consent'][number], 'channel' | 'purpose' | 'status' | 'occurredAt'>[];
};

/** Why a customer is not in the audience; null where they are. The same rule that the count runs in the database. */
export function whyNotInAudience(
  rule: AudienceRule,
  { customer, consent, segments }: Looked,
  policy: Policy,
  now: Date,
): Reason | null {
  const { stage, country, orderCount, lifetimeValueCents, lastOrderAt } = customer;
  if (rule.stages.length > 0 && !rule.stages.includes(stage)) return not('stage', stage, 'the lifecycle stage');
  const band = bandOf(lifetimeValueCents, policy);
  if (rule.valueBands.length > 0 && !rule.valueBands.some((id) => id === band)) {
    return not('value_band', band, 'the band of lifetime value');
  }
  if (rule.countries.length > 0 && !(country && rule.countries.includes(country))) {
    return not('country', country, 'the country');
  }
  if (rule.consent && !saidYes(rule.consent, consent)) {
    return not('consent', rule.consent, `consent to ${CHANNEL_NAMES[rule.consent]}`);
  }
  if (rule.orders === 'never' && orderCount > 0) return not('order_count', orderCount, 'having no order yet');
  if (rule.orders === 'some' && orderCount === 0) return not('order_count', orderCount, 'having ordered before');
  const outside = rule.segments.find((id) => !segments.includes(id));
  if (outside) return not('segment', outside, 'being in the segment');
  const age = lastOrderAt === null ? null : daysBetween(new Date(lastOrderAt), now);
  if (rule.lastOrderAtLeastDays !== null && !(age !== null && age >= rule.lastOrderAtLeastDays)) {
    return not('last_order_days', age === null ? null : Math.floor(age), 'the time since the last order');
  }
  if (rule.lastOrderAtMostDays !== null && !(age !== null && age <= rule.lastOrderAtMostDays)) {
    return not('last_order_days', age === null ? null : Math.floor(age), 'the time since the last order');
  }
  return null;
}

function not(factor: string, value: Reason['value'], what: string): Reason {
  return { text: `Not in the audience: ${what} does not fit.`, factor, value };
}

function bandOf(lifetimeValueCents: number, policy: Policy): string {
  const found = valueBands(policy).find(
    ({ fromCents, belowCents }) =>
      (fromCents === null || lifetimeValueCents >= fromCents) &&
      (belowCents === null || lifetimeValueCents < belowCents),
  );
  return found?.id ?? 'none';
}

/** The customer's last word on marketing on this channel is yes. */
function saidYes(channel: ChannelId, consent: Looked['consent']): boolean {
  const latest = consent
    .filter((word) => word.channel === channel && word.purpose === MARKETING)
    .toSorted((a, b) => b.occurredAt.localeCompare(a.occurredAt))[0];
  return latest?.status === 'granted';
}

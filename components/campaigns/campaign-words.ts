import { stageName } from '@/components/customers/customer-words';
import type { Tone } from '@/components/ui/badge';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import type { CampaignStatus } from '@/domain/campaigns/campaign-ids';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatDateTime, plural } from '@/lib/format';

/** Colour of a status. */
export const STATUS_TONES: Record<CampaignStatus, Tone> = {
  draft: 'neutral',
  submitted: 'warn',
  approved: 'info',
  running: 'good',
  paused: 'warn',
  ended: 'neutral',
  archived: 'neutral',
};

/** Names of value bands, without their figures. */
export const BAND_NAMES = {
  sales: 'Key account',
  vip: 'VIP',
  valued: 'Valued',
  small: 'Small',
  none: 'No orders',
} as const;

/** What segments are called; those of a list are not read, and stay without their names. */
type SegmentNames = readonly { id: string; name: string }[];

function segmentName(id: string, segments: SegmentNames): string {
  const known = segments.find((segment) => segment.id === id);
  return known ? `“${known.name}”` : 'a segment';
}

/** When customers begin, in a few words. */
export function triggerWords(
  trigger: CampaignDocument['trigger'],
  timezone: string,
  segments: SegmentNames = [],
): string {
  switch (trigger.kind) {
    case 'scheduled':
      return `On ${formatDateTime(new Date(trigger.at), timezone)}`;
    case 'season':
      return `Each year on ${new Intl.DateTimeFormat('en', { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
        Date.UTC(2024, trigger.month - 1, trigger.day),
      )}`;
    case 'signup':
      return 'After signing up';
    case 'nth_purchase':
      return `At order ${trigger.count}`;
    case 'days_since_signup':
      return `${plural(trigger.days, 'day')} after signing up`;
    case 'stage_changed':
      return `On becoming ${stageName(trigger.to).toLowerCase()}`;
    case 'segment_changed':
      return `On ${trigger.change === 'entered' ? 'entering' : 'leaving'} ${segmentName(trigger.segmentId, segments)}`;
  }
}

/** Each rule of an audience in words; one sentence where there is none. */
export function audienceWords({ audience }: Pick<CampaignDocument, 'audience'>, names: SegmentNames): string[] {
  const { stages, valueBands, countries, consent, orders, lastOrderAtLeastDays, lastOrderAtMostDays, segments } =
    audience;
  const rules = [
    stages.length > 0 ? `Stage: ${stages.map(stageName).join(', ')}` : null,
    valueBands.length > 0 ? `Value: ${valueBands.map((band) => BAND_NAMES[band]).join(', ')}` : null,
    countries.length > 0 ? `Country: ${countries.join(', ')}` : null,
    consent ? `Agreed to ${CHANNEL_NAMES[consent]}` : null,
    orders === 'never' ? 'Never ordered' : orders === 'some' ? 'Has ordered' : null,
    lastOrderAtLeastDays === null ? null : `Last order at least ${plural(lastOrderAtLeastDays, 'day')} ago`,
    lastOrderAtMostDays === null ? null : `Last order at most ${plural(lastOrderAtMostDays, 'day')} ago`,
    ...segments.map((id) => `In ${segmentName(id, names)}`),
  ].filter((rule) => rule !== null);
  return rules.length > 0 ? rules : ['Every customer'];
}

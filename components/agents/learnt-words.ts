import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount, formatRate, plural } from '@/lib/format';
import type { LearntAgent, LearntRow } from '@/server/services/learning';

/** What the touch is, beside its action: "Touch 2", "Message 1 of “Welcome”"; null where the action says it all. */
export function placeOf({ wave, campaign }: Pick<LearntRow, 'wave' | 'campaign'>): string | null {
  if (wave === null) return null;
  return campaign ? `Message ${wave} of “${campaign}”` : `Touch ${wave}`;
}

/** "12.3% (10.1% to 14.8%)". */
export function shareText({ probability, low, high }: Pick<LearntRow, 'probability' | 'low' | 'high'>): string {
  return `${formatRate(probability, 1)} (${formatRate(low, 1)} to ${formatRate(high, 1)})`;
}

const BY_PLAN = 'Decisions go by assumptions: the plan’s own figures, until this shop’s orders tell more.';

/** What decisions go by now, in a sentence. */
export function standingText({ inForce, shown }: Pick<LearntAgent, 'inForce' | 'shown'>): string {
  if (inForce !== null) return `Decisions go by version ${inForce} of what was learnt from this shop’s orders.`;
  return shown ? `${BY_PLAN} What follows is version ${shown.version}, which is not in force.` : BY_PLAN;
}

/** Which orders count, and which anybody could have told of. */
export const WHAT_COUNTS =
  'Orders count that the shop told of with a server’s key or a file. What only a browser’s key told of teaches nothing: every visitor can read that key.';

/** What is missing before anything can be shown. */
export function missingText({ soFar, asks }: LearntAgent): string {
  const sent = plural(soFar.sent, 'message has left', 'messages have left');
  const alone = plural(soFar.leftAlone, 'customer was left alone', 'customers were left alone');
  return `An outcome is known when the window after a message is over. So far ${sent} and ${alone} for comparison. A probability asks for ${formatCount(asks.sent)} outcomes of one kind, confidence for ${formatCount(asks.leftAlone)} left alone, and both for ${formatCount(asks.tested)} predictions that came true.`;
}

/** The same rows as a file. */
export function learntTable(rows: readonly LearntRow[]): { header: string[]; rows: string[][] } {
  return {
    header: [
      ...['Action', 'Place', 'Channel', 'Sent', 'Ordered', 'Left alone', 'Ordered when left alone'],
      ...['Probability', 'Low 95%', 'High 95%', 'Confidence', 'Kind'],
    ],
    rows: rows.map((row) => [
      ...[row.name, placeOf(row) ?? '', CHANNEL_NAMES[row.channel]],
      ...[row.sent, row.sentOrdered, row.leftAlone, row.leftAloneOrdered].map(String),
      ...[row.probability, row.low, row.high].map((share) => share.toFixed(4)),
      row.confidence === null ? '' : row.confidence.toFixed(4),
      row.isUsed ? 'calibrated' : 'prior',
    ]),
  };
}

import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import type { OwnedEvent } from './claim';

type Device = { token: string; customerId: string; platform: string | null; seenAt: Date };

const PLATFORMS = ['ios', 'android', 'web'];
const LONGEST_TOKEN = 512;

/**
 * Keeps the devices that events came from and that can be pushed to: a device is whose it was seen with last. A token
 * that is told again later stays what it was told of latest, whatever order events come in.
 */
export async function recordDevices(
  tx: Db,
  { workspaceId }: ServiceContext,
  events: readonly OwnedEvent[],
): Promise<void> {
  const latest = new Map<string, Device>();
  for (const event of events) {
    const device = deviceOf(event);
    const known = device && latest.get(device.token);
    if (device && (!known || known.seenAt <= device.seenAt)) latest.set(device.token, device);
  }
  const devices = [...latest.values()].sort((one, two) => (one.token < two.token ? -1 : 1));
  if (devices.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO push_device (workspace_id, token, customer_id, platform, first_seen_at, last_seen_at)
    SELECT ${workspaceId}::uuid, token, customer_id, platform, seen_at, seen_at
    FROM unnest(${devices.map(({ token }) => token)}::text[], ${devices.map(({ customerId }) => customerId)}::uuid[],
      ${devices.map(({ platform }) => platform)}::text[], ${devices.map(({ seenAt }) => seenAt)}::timestamptz[])
      AS seen(token, customer_id, platform, seen_at)
    ON CONFLICT (workspace_id, token) DO UPDATE SET
      customer_id = CASE WHEN excluded.last_seen_at >= push_device.last_seen_at
        THEN excluded.customer_id ELSE push_device.customer_id END,
      platform = coalesce(excluded.platform, push_device.platform),
      first_seen_at = least(push_device.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(push_device.last_seen_at, excluded.last_seen_at)`;
}

/** Segment's names: context.device.token and context.device.type. */
function deviceOf({ context, customerId, occurredAt }: OwnedEvent): Device | null {
  const { device } = context as { device?: { token?: unknown; type?: unknown } };
  const token = device?.token;
  if (typeof token !== 'string' || token === '' || token.length > LONGEST_TOKEN) return null;
  const type = typeof device?.type === 'string' ? device.type.toLowerCase() : '';
  return { token, customerId, platform: PLATFORMS.includes(type) ? type : null, seenAt: occurredAt };
}

import type { ChannelId } from '@/domain/channels/channel';
import type { Provider } from '@/domain/channels/port';
import { stateOf } from '@/domain/delivery/circuit';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { ProviderHealth } from './types';

type Counted = { handedOver: number; wentWrong: number; waiting: number; waitingUnits: number };

/** How a channel's provider does: what became of a day's messages, what waits, and whether it answers. */
export async function healthOf(ctx: ServiceContext, channel: ChannelId, provider: Provider): Promise<ProviderHealth> {
  const { workspaceId, now } = ctx;
  const since = after(now, -DAY);
  const key = { workspaceId, provider: provider.id, sender: provider.sender };
  const [gate, [counted]] = await Promise.all([
    ctx.db.providerGate.findUnique({ where: { workspaceId_provider_sender: key } }),
    ctx.db.$queryRaw<Counted[]>`
      SELECT
        count(*) FILTER (WHERE status <> 'queued' AND provider = ${provider.id} AND attempts > 0)::int AS "handedOver",
        count(*) FILTER (WHERE status IN ('failed', 'bounced', 'unknown') AND provider = ${provider.id})::int
          AS "wentWrong",
        count(*) FILTER (WHERE status = 'queued' AND send_at <= ${now})::int AS waiting,
        coalesce(sum(units) FILTER (WHERE status = 'queued' AND send_at <= ${now}), 0)::int AS "waitingUnits"
      FROM message
      WHERE workspace_id = ${workspaceId}::uuid AND channel = ${channel}
        AND (send_at > ${since} OR status = 'queued')`,
  ]);
  const restsUntil = latest(gate?.openUntil ?? null, gate?.closedUntil ?? null);
  return {
    ...(counted ?? { handedOver: 0, wentWrong: 0, waiting: 0, waitingUnits: 0 }),
    quota: provider.quota,
    circuit: gate ? stateOf(gate, now) : 'closed',
    restsUntil: restsUntil && restsUntil > now ? restsUntil : null,
    lastSuccessAt: gate?.lastSuccessAt ?? null,
    lastFailure: gate?.lastFailureAt
      ? { at: gate.lastFailureAt, code: gate.lastFailureCode ?? '', reason: gate.lastFailureReason ?? '' }
      : null,
  };
}

function latest(first: Date | null, second: Date | null): Date | null {
  if (!first || !second) return first ?? second;
  return first > second ? first : second;
}

import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

type Made = { id: string; decided: Decided; snapshot: Snapshot };

/**
 * Keeps which step of which campaign each of these decisions was, and moves the customers on: to the day of their next
 * message, or to the end of their way. Whoever is left alone goes no further. In the transaction that stores the decisions;
 * the key of a touch is the second wall against deciding one twice.
 */
export async function recordTouches(tx: Db, ctx: ServiceContext, made: readonly Made[]): Promise<void> {
  const touches = made.flatMap((decision) => touchOf(decision, ctx.now));
  if (touches.length === 0) return;
  // What is asked once more takes the place of the answer that came to nothing.
  const before = made.flatMap(({ decided, snapshot }) => (decided.chosen && snapshot.again?.decisionId) || []);
  if (before.length > 0) {
    await tx.campaignTouch.deleteMany({ where: { workspaceId: ctx.workspaceId, decisionId: { in: before } } });
  }
  await tx.$executeRaw`
    WITH touch AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(touches)}::json) AS row(campaign_id uuid, customer_id uuid,
        occurrence text, step int, decision_id uuid, started_at timestamptz, next_step int, next_step_at timestamptz,
        ended_as text)
    ), kept AS (
      INSERT INTO campaign_touch (workspace_id, campaign_id, customer_id, occurrence, step, decision_id, decided_at)
      SELECT ${ctx.workspaceId}::uuid, campaign_id, customer_id, occurrence, step, decision_id, ${ctx.now}::timestamptz
      FROM touch
    )
    INSERT INTO campaign_enrolment (workspace_id, campaign_id, customer_id, occurrence, started_at, next_step,
      next_step_at, ended_as, ended_at)
    SELECT ${ctx.workspaceId}::uuid, campaign_id, customer_id, occurrence, started_at, next_step, next_step_at, ended_as,
      CASE WHEN ended_as IS NOT NULL THEN ${ctx.now}::timestamptz END
    FROM touch
    ON CONFLICT (workspace_id, campaign_id, customer_id, occurrence) DO UPDATE
      SET started_at = CASE WHEN campaign_enrolment.next_step = 1 THEN excluded.started_at ELSE campaign_enrolment.started_at END,
        next_step = excluded.next_step, next_step_at = excluded.next_step_at, ended_as = excluded.ended_as,
        ended_at = excluded.ended_at`;
}

function touchOf({ id, decided, snapshot }: Made, now: Date) {
  const { chosen } = decided;
  const fact = snapshot.campaigns.find((known) => known.id === chosen?.campaignId);
  if (!chosen || !fact || chosen.agentId !== 'campaign' || chosen.wave === null) return [];
  const startedAt = fact.startedAt ? new Date(fact.startedAt) : now;
  return [
    {
      campaign_id: fact.id,
      customer_id: snapshot.customer.id,
      occurrence: fact.occurrence,
      step: chosen.wave,
      decision_id: id,
      started_at: startedAt,
      ...nextOf(fact.steps, chosen.wave, startedAt, now, decided.outcome === 'held_out'),
    },
  ];
}

/** Where a way goes on after a step: on the day of the next one, not before now. */
export function nextOf(
  steps: readonly { day: number }[],
  step: number,
  startedAt: Date,
  now: Date,
  isHeldOut = false,
): { next_step: number; next_step_at: Date | null; ended_as: string | null } {
  const next = steps[step];
  if (isHeldOut || !next) {
    return { next_step: step + 1, next_step_at: null, ended_as: isHeldOut ? 'stopped' : 'completed' };
  }
  const at = after(startedAt, (next.day - 1) * DAY);
  return { next_step: step + 1, next_step_at: at > now ? at : now, ended_as: null };
}

import { STAGE_DAYS } from '@/domain/customers/stage';
import { after, DAY } from '@/domain/shared/time';
import { createContext, type ServiceContext } from '../../context';
import { db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { saveStages } from './save-stages';

const BATCH = 500;

type Candidate = {
  id: string;
  stage: string;
  firstSeenAt: Date;
  signedUpAt: Date | null;
  lastEngagedAt: Date | null;
  orderCount: number;
};

/**
 * Moves customers whose stage has changed by nothing but time passing (30 or 90 quiet days), with history. Safe to call
 * at any time; a daily sweep is enough. Returns how many changed.
 */
export async function refreshStages(ctx: ServiceContext): Promise<{ changed: number }> {
  const quiet = after(ctx.now, -STAGE_DAYS.active * DAY);
  const gone = after(ctx.now, -STAGE_DAYS.churned * DAY);
  const joined = after(ctx.now, -STAGE_DAYS.new * DAY);
  let changed = 0;
  for (;;) {
    const moved = await inTransaction(ctx, async (tx) => {
      const candidates = await tx.$queryRaw<Candidate[]>`
        SELECT id, stage, first_seen_at AS "firstSeenAt", signed_up_at AS "signedUpAt", last_engaged_at AS "lastEngagedAt",
          order_count AS "orderCount"
        FROM customer WHERE workspace_id = ${ctx.workspaceId}::uuid AND (
          (stage = 'active' AND coalesce(last_engaged_at, signed_up_at, first_seen_at) <= ${quiet})
          OR (stage = 'at_risk' AND coalesce(last_engaged_at, signed_up_at, first_seen_at) <= ${gone})
          OR (stage = 'new' AND coalesce(signed_up_at, first_seen_at) <= ${joined}))
        ORDER BY id LIMIT ${BATCH} FOR UPDATE`;
      return saveStages(tx, ctx, candidates);
    });
    changed += moved;
    if (moved < BATCH) return { changed };
  }
}

/** The same for every workspace that lives in real time; virtual ones are swept as their clocks move. */
export async function refreshStagesEverywhere(): Promise<{ changed: number }> {
  const workspaces = await db().workspace.findMany({ where: { clockMode: 'system' }, select: { id: true } });
  let changed = 0;
  for (const { id } of workspaces) {
    changed += (await refreshStages(await createContext(id, { kind: 'job', name: 'stages-refresh' }))).changed;
  }
  return { changed };
}

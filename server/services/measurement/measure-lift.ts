import type { Lift } from '@/domain/autonomy/evidence';
import { liftPerCustomer } from '@/domain/measurement/incremental';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Prisma } from '../../generated/prisma/client';
import { loadGroups } from './facts';

/**
 * What the decisions `d` that a condition leaves caused over the last days, per customer against the holdout; in the
 * caller's transaction. Asks for no right: a verb that shows it does.
 */
export async function measureLift(tx: Db, ctx: ServiceContext, only: Prisma.Sql, days: number): Promise<Lift> {
  const span = { from: after(ctx.now, -days * DAY), to: ctx.now };
  return liftPerCustomer(await loadGroups(tx, ctx, span, only));
}

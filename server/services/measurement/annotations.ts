import { AUDIT_ACTIONS } from '@/domain/audit/actions';
import { type Day, dayOf } from '@/domain/measurement/day-range';
import { authorise, type ServiceContext } from '../../context';
import { type RangeInput, resolveRange, spanOf } from './range';

/** What people and the product did that may have moved every figure at once. */
const NOTED = [
  'policy.activated',
  'kill_switch.stopped',
  'kill_switch.resumed',
  'autonomy.raised',
  'autonomy.lowered',
  'autonomy.overridden',
  'campaign.launched',
] as const satisfies readonly (keyof typeof AUDIT_ACTIONS)[];

/** Days with many of them would hide the figure; the audit log has them all. */
const MOST = 200;

/** Something that happened in a period, as the audit log tells of it. */
export type Annotation = { seq: string; at: Date; day: Day; action: (typeof NOTED)[number]; text: string };

/**
 * What happened in a range of days that may explain a change: policies, stops of the kill switch, autonomy levels and
 * campaigns, oldest first. Right: measurement.read.
 */
export async function annotations(ctx: ServiceContext, input: RangeInput): Promise<Annotation[]> {
  authorise(ctx, 'measurement.read');
  const { from, to } = await spanOf(ctx, resolveRange(ctx, input));
  const entries = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, action: { in: [...NOTED] }, at: { gte: from, lt: to } },
    orderBy: { seq: 'desc' },
    take: MOST,
    select: { seq: true, at: true, action: true },
  });
  return entries.toReversed().flatMap(({ seq, at, action: told }) => {
    const action = NOTED.find((noted) => noted === told);
    if (!action) return [];
    return [{ seq: String(seq), at, day: dayOf(at, ctx.workspace.timezone), action, text: AUDIT_ACTIONS[action] }];
  });
}

import { authorise, type ServiceContext } from '../../context';

/** How often the kill switch was used from one instant to before another, whoever or whatever pulled it. */
export function countStops(ctx: ServiceContext, { from, to }: { from: Date; to: Date }): Promise<number> {
  authorise(ctx, 'workspace.read');
  return ctx.db.killSwitch.count({ where: { workspaceId: ctx.workspaceId, stoppedAt: { gte: from, lt: to } } });
}

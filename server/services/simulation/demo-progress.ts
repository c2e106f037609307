import { daysBetween } from '@/domain/shared/time';
import { DemoWorld } from '@/domain/simulation/demo-world';
import { authorise, type ServiceContext } from '../../context';

/** How far the lived history of a demo workspace is. `isLiving` is false once it runs on the system clock. */
export type DemoProgress = { isDemo: boolean; isLiving: boolean; day: number; days: number };

/** For the banner that says which day is being lived; anybody in the workspace may ask. */
export async function demoProgress(ctx: ServiceContext): Promise<DemoProgress> {
  authorise(ctx, 'workspace.read');
  const row = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const world = DemoWorld.safeParse(row.simulation);
  if (!row.isDemo || !world.success) return { isDemo: row.isDemo, isLiving: false, day: 0, days: 0 };
  const { startsAt, endsAt } = world.data;
  const days = Math.ceil(daysBetween(startsAt, endsAt));
  const isLiving = row.clockMode === 'virtual';
  const day = isLiving && row.virtualNow ? Math.min(days, Math.floor(daysBetween(startsAt, row.virtualNow))) : days;
  return { isDemo: true, isLiving, day, days };
}

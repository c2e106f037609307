import { daysBetween } from '@/domain/shared/time';
import { DemoWorld } from '@/domain/simulation/demo-world';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';

/**
 * What a demo workspace is made of and how far it is. `isLiving` is false once a demo runs on the system clock, and once a
 * simulation has come to its end. `customers` are those known when the history began; `holdoutShare` is 0..1.
 */
export type DemoProgress = {
  kind: DemoWorld['kind'];
  isDemo: boolean;
  isLiving: boolean;
  day: number;
  days: number;
  customers: number;
  holdoutShare: number;
};

/** For the banner that says what is lived, and which day; anybody in the workspace may ask. */
export async function demoProgress(ctx: ServiceContext): Promise<DemoProgress> {
  authorise(ctx, 'workspace.read');
  const row = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const { share: holdoutShare } = (await activePolicy(ctx)).document.holdout;
  const world = DemoWorld.safeParse(row.simulation);
  if (!row.isDemo || !world.success) {
    return { kind: 'demo', isDemo: row.isDemo, isLiving: false, day: 0, days: 0, customers: 0, holdoutShare };
  }
  const { kind, startsAt, endsAt, size: customers } = world.data;
  const days = Math.ceil(daysBetween(startsAt, endsAt));
  const isVirtual = row.clockMode === 'virtual';
  const day = isVirtual && row.virtualNow ? Math.min(days, Math.floor(daysBetween(startsAt, row.virtualNow))) : days;
  const isLiving = isVirtual && (kind === 'demo' || day < days);
  return { kind, isDemo: true, isLiving, day, days, customers, holdoutShare };
}

import { after, DAY, MINUTE } from '@/domain/shared/time';
import { DemoWorld, worldOf } from '@/domain/simulation/demo-world';
import { population } from '@/domain/simulation/people';
import { happeningEvents } from '@/domain/simulation/segment-event';
import { createChronicle } from '@/domain/simulation/shopper';
import { env } from '@/lib/env';
import { createContext, type ServiceContext } from '../../context';
import { systemDb } from '../../system-db';
import { answerMessages, type TwinSetting } from './answer-messages';
import { placeOf } from './demo-workspaces';
import { withoutClosedCarts } from './open-carts';
import { type EventsDoor, postEvents } from './post-events';
import { shopWriteKey } from './shop-key';

/** After a longer absence of the server, people have not been waiting all that time. */
const LONGEST_CATCH_UP = 2 * DAY;
/** Told again, in case the last turn was cut short; the API keeps each event once. */
const OVERLAP = 10 * MINUTE;

export type TwinReport = { workspaces: number; happenings: number; answers: number };

/**
 * One turn of the shopper twin: in each demo workspace whose history has been lived, what people did since the last
 * turn is told to the public events API, and messages are answered when their time has come. Other workspaces are
 * never touched. Does nothing where TOUCHSTONE_TWIN is off or the workspace's own twin is switched off.
 */
export async function twinTick(options: { fetch?: EventsDoor['fetch']; origin?: string } = {}): Promise<TwinReport> {
  const report = { workspaces: 0, happenings: 0, answers: 0 };
  if (env().TOUCHSTONE_TWIN === 'off') return report;
  const demos = await systemDb().workspace.findMany({ where: { isDemo: true, clockMode: 'system' } });
  for (const { id, simulation } of demos) {
    const world = DemoWorld.safeParse(simulation);
    const writeKey = await shopWriteKey(id);
    if (!world.success || !world.data.isTwinOn || !writeKey) continue;
    const ctx = await createContext(id, { kind: 'job', name: 'twin-tick' });
    const origin = options.origin ?? `http://127.0.0.1:${env().PORT}`;
    const door = { origin, writeKey, ...(options.fetch ? { fetch: options.fetch } : {}) };
    report.workspaces++;
    const twin = { world: worldOf(world.data), door, place: await placeOf(ctx) };
    report.happenings += await shop(ctx, twin);
    report.answers += await answerMessages(ctx, twin, ctx.now);
  }
  return report;
}

async function shop(ctx: ServiceContext, { world, door, place }: TwinSetting): Promise<number> {
  const since = await lastTold(ctx);
  const happenings = createChronicle(world, population(world)).between(since, ctx.now);
  const told = await withoutClosedCarts(ctx, happenings);
  await postEvents(
    door,
    told.flatMap((happening) => happeningEvents(happening, place)),
  );
  return told.length;
}

/** Up to where people's doings have been told. */
async function lastTold(ctx: ServiceContext): Promise<Date> {
  const last = await ctx.db.event.findFirst({
    where: { workspaceId: ctx.workspaceId, isSimulated: true, occurredAt: { lte: ctx.now } },
    orderBy: { occurredAt: 'desc' },
    select: { occurredAt: true },
  });
  const earliest = after(ctx.now, -LONGEST_CATCH_UP);
  const since = last ? after(last.occurredAt, -OVERLAP) : earliest;
  return since > earliest ? since : earliest;
}

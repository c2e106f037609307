import { DemoWorld, worldOf } from '@/domain/simulation/demo-world';
import type { World } from '@/domain/simulation/people';
import type { TwinSpec } from '@/domain/simulation/twin-world';
import { createContext, type ServiceContext } from '../../context';
import { ensureSimulatedApprover, letDemoPeopleIn } from './demo-people';
import { ensureSimulationWorkspace, placeOf } from './demo-workspaces';
import { liveWorld, type Progress } from './live-history';
import type { EventsDoor } from './post-events';
import { ensureShopKey } from './shop-key';

export type Simulation = TwinSpec & {
  /** Where the product answers, without a slash at the end: links in messages begin with it. */
  url: string;
  onProgress: (progress: Progress) => void;
  /** The events API; the network unless the route itself is handed in. */
  fetch?: EventsDoor['fetch'];
};

/** A simulation that has been lived, in its own workspace. */
export type Simulated = { ctx: ServiceContext; world: World };

/**
 * Lives a simulated season in a workspace of its own, on the real road and on the workspace's own clock, to its end. Killed
 * on the way, the next call goes on; lived already, it is left as it is.
 */
export async function simulate({ url, onProgress, fetch, ...spec }: Simulation): Promise<Simulated> {
  const made = await ensureSimulationWorkspace(url, spec);
  await letDemoPeopleIn(made);
  const userId = await ensureSimulatedApprover(made);
  const world = await simulatedWorld(made);
  const writeKey = await ensureShopKey(made, 'Simulated shoppers');
  await liveWorld(made, {
    world,
    place: await placeOf(made),
    door: { origin: url, writeKey, ...(fetch ? { fetch } : {}) },
    approver: { userId, seed: world.seed },
    onProgress,
  });
  return { ctx: await createContext(made.workspaceId, made.actor), world };
}

async function simulatedWorld(ctx: ServiceContext): Promise<World> {
  const row = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  return worldOf(DemoWorld.parse(row.simulation));
}

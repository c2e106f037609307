import { z } from 'zod';
import { DAY } from '../shared/time';
import { PlantedFault } from './fault';
import { TWIN } from './parameters';
import type { World } from './people';
import { SIMULATED_SEASON } from './twin-world';

/** What a demo workspace keeps of its world: enough to go on with the same people on the next start. */
export const DemoWorld = z.object({
  /** demo: a shop to look around in. simulation: one whose measured effects are held against the known truth. */
  kind: z.enum(['demo', 'simulation']).default('demo'),
  seed: z.string().min(1),
  size: z.number().int().min(1).max(10_000),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  /** Whether the twin keeps shopping and answering messages once the history has been lived. */
  isTwinOn: z.boolean(),
  fault: PlantedFault.optional(),
});
export type DemoWorld = z.infer<typeof DemoWorld>;

/** How much is generated: customers, days of lived history, carts left open at its end. */
export const DEMO_SCALES = {
  full: { size: 700, days: 56, freshCarts: 18 },
  small: { size: 90, days: 14, freshCarts: 24 },
} as const;
export type DemoScale = keyof typeof DEMO_SCALES;

/** The world of a demo whose history leads up to `endsAt`. */
export function demoWorld(scale: DemoScale, endsAt: Date): DemoWorld {
  const { size, days } = DEMO_SCALES[scale];
  const startsAt = new Date(endsAt.getTime() - days * DAY);
  return { kind: 'demo', seed: 'harbour-and-pine', size, startsAt, endsAt, isTwinOn: true };
}

/** The same with the known parameters, as the generators want it. */
export function worldOf(demo: DemoWorld): World {
  const { kind, seed, size, startsAt, endsAt, fault } = demo;
  return { seed, size, startsAt, endsAt, parameters: kind === 'demo' ? TWIN : SIMULATED_SEASON, fault };
}

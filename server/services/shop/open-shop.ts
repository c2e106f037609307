import type { ShopPlace } from '@/domain/simulation/segment-event';
import { SIMULATION_SLUGS } from '@/domain/simulation/simulation-slugs';
import type { ServiceContext } from '../../context';
import { createContext } from '../../context';
import { ServiceError } from '../../errors';
import { systemDb } from '../../system-db';
import { placeOf } from '../simulation';

/** A demo shop that is open: its workspace, as a visitor acts in it. */
export type Shop = { ctx: ServiceContext; slug: string; name: string; currency: string; place: ShopPlace };

/**
 * The demo shop of a workspace. Throws not_found for a workspace that is none, or is not a demo; a simulation's truth would
 * be none if visitors took part.
 */
export async function openShop(slug: string): Promise<Shop> {
  // An address can say %00, which no column can hold.
  const workspace = slug.includes('\0') ? null : await systemDb().workspace.findUnique({ where: { slug } });
  if (!workspace?.isDemo || slug.startsWith(SIMULATION_SLUGS))
    throw new ServiceError('not_found', 'There is no such shop.');
  const ctx = await createContext(workspace.id, { kind: 'job', name: 'demo-shop' });
  return { ctx, slug, name: workspace.name, currency: workspace.currency, place: await placeOf(ctx) };
}

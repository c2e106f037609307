import { DAY } from '@/domain/shared/time';
import type { DemoWorld } from '@/domain/simulation/demo-world';
import { createContext, type ServiceContext } from '../../context';
import { approveOfferPolicy, proposeOfferPolicy } from '../offers';

/** What the ladder of cart recovery may cost until it ends. */
const BUDGET_CENTS = 4_000_000;
const VALID_DAYS_AFTER_HISTORY = 180;

/**
 * The offer policy that lets cart recovery run unattended: the ladder up to 25 %, approved once by the demo's
 * administrator, with a budget and an end. Made once.
 */
export async function ensureCartOfferPolicy(
  demo: ServiceContext,
  world: DemoWorld,
  person: { userId: string; name: string },
): Promise<void> {
  const scope = { agentId: 'cart_winback', action: 'cart_recovery' };
  if (await demo.db.offerPolicy.findFirst({ where: { workspaceId: demo.workspaceId, ...scope } })) return;
  const admin = { kind: 'user', ...person, role: 'admin', isSimulated: false } as const;
  const ctx = await createContext(demo.workspaceId, admin, world.startsAt);
  const { id } = await proposeOfferPolicy(
    { ...demo, now: world.startsAt },
    {
      ...scope,
      name: 'Cart recovery ladder',
      maxPercentOff: 25,
      budgetCents: BUDGET_CENTS,
      startsAt: world.startsAt,
      endsAt: new Date(world.endsAt.getTime() + VALID_DAYS_AFTER_HISTORY * DAY),
    },
  );
  await approveOfferPolicy(ctx, { id });
}

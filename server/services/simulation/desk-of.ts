import type { Role } from '@/domain/workspaces/permissions';
import { createContext, type ServiceContext } from '../../context';

/** Somebody of the demo whose part the simulation plays; `userId` is who they are on the record. */
export type SimulatedPerson = { userId: string; name: string; role: Role };

/**
 * A simulated person at their desk, at the hour the workspace's clock shows. What they do is marked as simulated, and
 * announced to nobody: the clock that moves does the work itself.
 */
export async function deskOf(ctx: ServiceContext, person: SimulatedPerson): Promise<ServiceContext> {
  const desk = await createContext(ctx.workspaceId, { kind: 'user', ...person, isSimulated: true });
  return { ...desk, publish: async () => {} };
}

/** The desk of whoever judges in the history. */
export function approverDesk(ctx: ServiceContext, userId: string): Promise<ServiceContext> {
  return deskOf(ctx, { userId, name: 'Simulated approver', role: 'approver' });
}

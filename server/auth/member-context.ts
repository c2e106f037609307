import { createContext, type ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { findMembership } from '../services/workspaces';
import { currentSession } from './session';

/**
 * Context of the signed-in person in the workspace of this slug, for doors that move files. Throws unauthenticated,
 * and not_found for somebody else's workspace exactly as for one that does not exist.
 */
export async function memberContext(workspaceSlug: string): Promise<ServiceContext> {
  const session = await currentSession();
  if (!session) throw new ServiceError('unauthenticated', 'Sign in first.');
  const membership = await findMembership(session.userId, workspaceSlug);
  if (!membership) throw new ServiceError('not_found', 'There is no such workspace.');
  return createContext(membership.workspaceId, membership.actor);
}

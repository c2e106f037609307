import { currentSession } from '../auth/session';
import { findMembership } from '../services/workspaces';
import type { TrpcContext } from './init';

/** Context of one call, over HTTP or from a server component: the session by its cookie, membership on demand. */
export async function createTrpcContext(): Promise<TrpcContext> {
  const session = await currentSession();
  return {
    session,
    membershipOf: async (slug) => (session ? findMembership(session.userId, slug) : null),
  };
}

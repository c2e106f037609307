import { currentSession } from '../auth/session';
import { mayComeAgain } from '../come-again';
import type { SignedIn } from '../services/sign-in';
import { findMembership } from '../services/workspaces';
import { databaseAway, type TrpcContext } from './init';

/** What a session may reach: membership is looked up for each call, so that a changed role acts on the next one. */
export function contextOfSession(session: SignedIn | null): TrpcContext {
  return {
    session,
    membershipOf: async (slug) => (session ? findMembership(session.userId, slug) : null),
  };
}

/** Context of one call, over HTTP or from a server component: whoever the session cookie stands for. */
export async function createTrpcContext(): Promise<TrpcContext> {
  try {
    return contextOfSession(await currentSession());
  } catch (error) {
    throw mayComeAgain(error) ? databaseAway(error) : error;
  }
}

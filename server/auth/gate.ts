import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { mayComeAgain } from '../come-again';
import { createContext } from '../context';
import { DatabaseAway, troubleIn } from '../database-away';
import {
  findMembership,
  getWorkspace,
  hasDemoWorkspace,
  listWorkspaces,
  type WorkspaceView,
} from '../services/workspaces';
import { ASKED_PATH } from './asked-path';
import { currentSession } from './session';

/**
 * The gate of every page of a workspace: sends strangers to sign in, and answers not found for a workspace one does
 * not belong to exactly as for one that does not exist.
 */
export const enterWorkspace = cache((slug: string): Promise<WorkspaceView> => quietly(() => enter(slug)));

async function enter(slug: string): Promise<WorkspaceView> {
  const session = await currentSession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent((await headers()).get(ASKED_PATH) ?? `/${slug}`)}`);
  const membership = await findMembership(session.userId, slug);
  if (!membership) notFound();
  return getWorkspace(await createContext(membership.workspaceId, membership.actor));
}

/** A page that is being made when the database cannot breaks with one line in the log; the browser says why, and retries. */
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw mayComeAgain(error) ? new DatabaseAway(troubleIn(error)) : error;
  }
}

/** Slugs of the signed-in person's workspaces in the order to offer them; null when nobody is signed in. */
export function workspacesOfVisitor(): Promise<string[] | null> {
  return quietly(async () => {
    const session = await currentSession();
    return session ? (await listWorkspaces(session.userId)).map(({ slug }) => slug) : null;
  });
}

/** Whether the sign-in page may point to the demonstration. */
export function demoExists(): Promise<boolean> {
  return quietly(hasDemoWorkspace);
}

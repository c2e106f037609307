import type { WorkspaceId } from '@/domain/shared/ids';
import { HOUR } from '@/domain/shared/time';
import { nonPersonMay, type Right, type Role, roleMay, rolesWith } from '@/domain/workspaces/permissions';
import type { EventName, EventPayloads } from '@/inngest/events';
import { publish } from '@/inngest/publish';
import { tenantDb } from './db';
import { ServiceError } from './errors';
import type { PrismaClient } from './generated/prisma/client';
import { isWorkspaceId } from './guarded-pool';

/** Who acts. All take the same road: people carry what their role does, everything else what its kind does. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; role: Role; isSimulated: boolean }
  /** Whoever holds the installation itself: its command line, and the setting up of what ships with it. */
  | { kind: 'operator'; name: string }
  | { kind: 'api_key'; writeKeyId: string }
  | { kind: 'job'; name: string }
  | { kind: 'webhook'; provider: string }
  | { kind: 'customer'; customerId: string };

export type WorkspaceFacts = {
  id: WorkspaceId;
  slug: string;
  name: string;
  currency: string;
  timezone: string;
  isDemo: boolean;
  isVirtual: boolean;
  /** Its clock shows another hour than the system's: a history is lived through, or a log imported. */
  isOffSystemTime: boolean;
  /** When somebody who may judge first opened the review inbox; null while nobody has. */
  attendedFrom: Date | null;
};

/** What every service verb takes first: one workspace, one actor, one clock. */
export type ServiceContext = {
  workspaceId: WorkspaceId;
  workspace: WorkspaceFacts;
  actor: Actor;
  /** Sees the rows of this workspace and of no other, whatever a query says. */
  db: PrismaClient;
  /** The workspace's clock, read when the context was made. */
  now: Date;
  /** Announces what happened, after commit; a sweep re-finds work whose announcement was lost. */
  publish: <Name extends EventName>(name: Name, data: EventPayloads[Name]) => Promise<void>;
};

/**
 * The one place where a workspace id becomes a WorkspaceId. For a user the caller has proven membership (see
 * server/auth); jobs, keys and links carry an id that came from our own rows. Throws not_found for an unknown id.
 */
export async function createContext(workspaceId: string, actor: Actor, at?: Date): Promise<ServiceContext> {
  const db = isWorkspaceId(workspaceId) ? tenantDb(workspaceId) : null;
  const workspace = await db?.workspace.findUnique({ where: { id: workspaceId } });
  if (!db || !workspace) throw new ServiceError('not_found', 'There is no such workspace.');
  const isVirtual = workspace.clockMode === 'virtual';
  const id = workspace.id as WorkspaceId;
  const systemNow = new Date();
  const clock = isVirtual && workspace.virtualNow ? workspace.virtualNow : systemNow;
  return {
    workspaceId: id,
    workspace: {
      id,
      slug: workspace.slug,
      name: workspace.name,
      currency: workspace.currency,
      timezone: workspace.timezone,
      isDemo: workspace.isDemo,
      isVirtual,
      isOffSystemTime: Math.abs(systemNow.getTime() - clock.getTime()) > HOUR,
      attendedFrom: workspace.attendedFrom,
    },
    actor,
    db,
    now: at ?? clock,
    publish,
  };
}

/** Whether who acts carries the right, for verbs that show more to some. */
export function actorMay({ actor }: Pick<ServiceContext, 'actor'>, right: Right): boolean {
  return actor.kind === 'user' ? roleMay(actor.role, right) : nonPersonMay(actor.kind, right);
}

/** Throws forbidden, naming who may, unless who acts carries the right. */
export function authorise(ctx: ServiceContext, right: Right): void {
  const { actor } = ctx;
  if (actorMay(ctx, right)) return;
  const who = actor.kind === 'user' ? `Your role (${actor.role})` : `What acts here (${actorRef(actor)})`;
  throw new ServiceError('forbidden', `${who} may not do this. Ask: ${rolesWith(right).join(' or ')}.`);
}

/** How the audit log and records name an actor: never a personal detail. */
export function actorRef(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`;
    case 'operator':
      return `operator:${actor.name}`;
    case 'api_key':
      return `key:${actor.writeKeyId}`;
    case 'job':
      return `job:${actor.name}`;
    case 'webhook':
      return `webhook:${actor.provider}`;
    case 'customer':
      return 'customer';
  }
}

import { v7 } from 'uuid';
import { z } from 'zod';
import { CURRENCIES } from '@/domain/shared/currencies';
import type { WorkspaceId } from '@/domain/shared/ids';
import { after, DAY, SECOND } from '@/domain/shared/time';
import type { Brand } from '@/domain/workspaces/brand';
import { tidied, whyNoWorkspaceName } from '@/domain/workspaces/brand-form';
import { mayMakeWorkspace } from '@/domain/workspaces/permissions';
import { whyNoSlug } from '@/domain/workspaces/slug';
import { appendAudit } from '../../audit';
import type { Actor } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Prisma } from '../../generated/prisma/client';
import { systemDb } from '../../system-db';
import { ensurePolicy, type FirstPolicy, firstPolicyIn } from '../policies';
import { BrandInput, brandFrom, Typed } from './brand-input';
import { knownZone } from './known-zone';

/** A person makes as many workspaces within a day at most. */
export const WORKSPACES_A_DAY = 50;

export const CreateWorkspaceInput = z.object({
  name: Typed,
  /** Its address below the product's own: /harbour-pine. */
  slug: Typed,
  /** ISO 4217. */
  currency: Typed,
  /** IANA name: "Europe/Berlin". */
  timezone: Typed,
  brand: BrandInput,
});
export type CreateWorkspaceInput = z.input<typeof CreateWorkspaceInput>;

export type NewWorkspace = {
  slug: string;
  name: string;
  currency: string;
  timezone: string;
  brand: Brand;
  isDemo: boolean;
  /** Where its own clock begins; null: it lives by the system's. */
  virtualNow: Date | null;
  holdoutSalt: string;
  simulation?: Prisma.InputJsonObject | undefined;
  /** The product's defaults, in its currency, unless given. */
  firstPolicy?: FirstPolicy | undefined;
};

/**
 * A workspace of a real company, on the system's clock, whose administrator is whoever makes it. Throws forbidden for
 * somebody who administers no workspace of this installation; invalid, naming the field, for what is wrong; conflict at
 * `slug` where the address is taken; rate_limited after fifty within a day.
 */
export async function createWorkspace(
  person: { userId: string; name: string },
  input: CreateWorkspaceInput,
): Promise<{ slug: string }> {
  const given = CreateWorkspaceInput.parse(input);
  const { userId, name } = person;
  const { slug } = given;
  await systemDb().$transaction(async (tx) => {
    // First of all: whoever may not is told nothing of which addresses are taken.
    await checkMayMake(tx, userId);
    refuseIf(whyNoWorkspaceName(given.name), 'name');
    refuseIf(whyNoSlug(slug), 'slug');
    refuseIf(CURRENCIES.includes(given.currency) ? null : 'Choose one of the currencies in use.', 'currency');
    const actor: Actor = { kind: 'user', userId, name, role: 'admin', isSimulated: false };
    await insertWorkspace(tx, actor, {
      slug,
      name: tidied(given.name),
      currency: given.currency,
      timezone: await knownZone(tx, given.timezone),
      brand: brandFrom(given.brand),
      isDemo: false,
      virtualNow: null,
      holdoutSalt: v7(),
    });
  });
  return { slug };
}

/**
 * Makes a workspace with its first policy; a person who makes one is its administrator. Whether `actor` may is for the
 * caller to know. Answers its id. Throws conflict at `slug` where the address is taken.
 */
export async function insertWorkspace(
  tx: Db,
  actor: Actor,
  { firstPolicy, ...made }: NewWorkspace,
): Promise<WorkspaceId> {
  const id = v7() as WorkspaceId;
  const systemNow = new Date();
  const maker = { workspaceId: id, actor, now: made.virtualNow ?? systemNow };
  const clockMode = made.virtualNow ? ('virtual' as const) : ('system' as const);
  const { count } = await tx.workspace.createMany({
    data: [{ ...made, id, clockMode, createdAt: systemNow }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const message = `There is a workspace at “${made.slug}” already. Choose another address.`;
    throw new ServiceError('conflict', message, { field: 'slug' });
  }
  const payload = { slug: made.slug, isDemo: made.isDemo };
  await appendAudit(tx, maker, { action: 'workspace.created', subject: `workspace:${id}`, payload });
  await ensurePolicy(tx, maker, firstPolicy ?? firstPolicyIn(made.currency));
  if (actor.kind === 'user') {
    const { userId } = actor;
    const role = 'admin' as const;
    await tx.membership.create({ data: { workspaceId: id, userId, role, createdAt: systemNow } });
    await appendAudit(tx, maker, { action: 'membership.granted', subject: `user:${userId}`, payload: { role } });
  }
  return id;
}

async function checkMayMake(tx: Db, userId: string): Promise<void> {
  // One at a time for each person, so that many at once are counted too.
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
  const memberships = await tx.membership.findMany({
    where: { userId, endedAt: null },
    select: { role: true, createdAt: true, workspace: { select: { createdAt: true } } },
  });
  if (!mayMakeWorkspace(memberships.map(({ role }) => role))) {
    const message = 'Only an administrator of a workspace of this installation may make another. Ask one to make it.';
    throw new ServiceError('forbidden', message);
  }
  const dayAgo = after(new Date(), -DAY);
  // A person who made a workspace has belonged to it from its first moment.
  const made = memberships.filter(
    ({ createdAt, workspace }) => createdAt > dayAgo && createdAt.getTime() === workspace.createdAt.getTime(),
  );
  if (made.length < WORKSPACES_A_DAY) return;
  const message = `You made ${WORKSPACES_A_DAY} workspaces within a day. Make the next one tomorrow.`;
  throw new ServiceError('rate_limited', message, { retryAfterSeconds: DAY / SECOND });
}

function refuseIf(why: string | null, field: string): void {
  if (why !== null) throw new ServiceError('invalid', why, { field });
}

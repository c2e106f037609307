import { v7 } from 'uuid';
import { z } from 'zod';
import { passwordProblem } from '@/domain/account/password';
import type { Role } from '@/domain/workspaces/permissions';
import { appendAudit } from '../../audit';
import { createContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { AccessLink } from '../../generated/prisma/client';
import { hashToken } from '../../secret-token';
import { systemDb } from '../../system-db';
import { hashPassword, normaliseEmail } from '../sign-in';
import { isAdminOfAll } from './access-link';
import { findAccess } from './find-access';

export const RedeemInput = z.object({
  /** Of somebody new. */
  name: z.string().max(400).optional(),
  /** Of somebody new, or who gets a new one. */
  password: z.string().max(5_000).optional(),
});
export type RedeemInput = z.infer<typeof RedeemInput>;

/** Who came in, and where. */
export type Redeemed = { email: string; slug: string };

/** No characters that are not seen, or turn those after them around. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}]*$/u);
const NAME_WORDS = 'Give your name, in 80 characters at most that can be seen.';
const OVER = 'This address works no more. Ask an administrator for a new one.';

/**
 * Uses an address once: makes somebody a member (an account with it where there is none), or gives somebody a new
 * password, which ends every sign-in of theirs. `signedInAs` is the e-mail address of who is signed in, null for nobody.
 * Throws not_found (works no more), invalid with its field, unauthenticated (belongs to a workspace: sign in first),
 * forbidden (signed in as somebody else), conflict (is in this workspace already).
 */
export async function redeemAccess(token: string, input: RedeemInput, signedInAs: string | null): Promise<Redeemed> {
  // Before any work for it: a guess costs a glance.
  const access = await findAccess(token);
  if (!access) throw new ServiceError('not_found', OVER);
  if (input.password !== undefined) refusePassword(input.password, []);
  // Takes a while on purpose: not while rows are locked.
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return systemDb().$transaction(async (tx) => {
    // Of two addresses for one person that are used at once the second finds what came of the first.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('access_email ' || ${access.email}, 0))`;
    const link = await take(tx, token);
    const userId = link.role
      ? await memberOf(tx, link, input, passwordHash, signedInAs)
      : await renewed(tx, link, input, passwordHash);
    const { slug, name } = await tx.workspace.findUniqueOrThrow({ where: { id: link.workspaceId } });
    await endLinks(tx, link, userId);
    await record(tx, link, userId, name);
    return { email: link.email, slug };
  });
}

/** Locks the address and marks it used; a second use of it waits, and finds it so. */
async function take(tx: Db, token: string): Promise<AccessLink> {
  const usedAt = new Date();
  const [link] = await tx.accessLink.updateManyAndReturn({
    where: { tokenHash: hashToken(token), usedAt: null, revokedAt: null, endsAt: { gt: usedAt } },
    data: { usedAt },
  });
  if (!link) throw new ServiceError('not_found', OVER);
  return link;
}

async function memberOf(
  tx: Db,
  { email, workspaceId, role }: AccessLink,
  input: RedeemInput,
  passwordHash: string | null,
  signedInAs: string | null,
): Promise<string> {
  const account = await tx.user.findUnique({
    where: { email },
    include: { memberships: { where: { endedAt: null }, select: { workspaceId: true } } },
  });
  if (account?.isSimulated) throw new ServiceError('not_found', OVER);
  const homes = account?.memberships ?? [];
  if (homes.length > 0) refuseOthers(email, signedInAs);
  if (homes.some((home) => home.workspaceId === workspaceId)) {
    throw new ServiceError('conflict', 'You belong to this workspace already. Sign in to open it.');
  }
  const userId =
    account && homes.length > 0 ? account.id : await newcomer(tx, account?.id ?? null, { email, input, passwordHash });
  const data = { role: role as Role, endedAt: null };
  await tx.membership.upsert({
    where: { workspaceId_userId: { workspaceId, userId } },
    create: { workspaceId, userId, ...data },
    update: data,
  });
  return userId;
}

function refuseOthers(email: string, signedInAs: string | null): void {
  if (!signedInAs) throw new ServiceError('unauthenticated', `Sign in as ${email} first.`);
  if (normaliseEmail(signedInAs) === email) return;
  throw new ServiceError('forbidden', `This is for ${email}, and you are signed in as ${signedInAs}.`);
}

type Newcomer = { email: string; input: RedeemInput; passwordHash: string | null };

/**
 * Somebody who belongs to no workspace: new, or back after all of theirs ended. Nobody else stands behind that account, so
 * that its password may be a new one, and whoever was signed in with the old one is no more.
 */
async function newcomer(tx: Db, knownId: string | null, { email, input, passwordHash }: Newcomer): Promise<string> {
  const name = Name.safeParse(input.name ?? '');
  if (!name.success) throw new ServiceError('invalid', NAME_WORDS, { field: 'name' });
  refusePassword(input.password, [name.data, email]);
  const id = knownId ?? v7();
  const account = { name: name.data, passwordHash: passwordHash ?? '!' };
  await tx.user.upsert({ where: { id }, create: { id, email, ...account }, update: account });
  await tx.session.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: new Date() } });
  return id;
}

async function renewed(
  tx: Db,
  { userId, email, madeById }: AccessLink,
  { password }: RedeemInput,
  passwordHash: string | null,
): Promise<string> {
  // Whoever made it may have lost the right since, or the person joined a workspace that is none of theirs.
  if (!userId || !(await isAdminOfAll(tx, madeById, userId))) throw new ServiceError('not_found', OVER);
  const user = await tx.user.findUnique({ where: { id: userId } });
  if (!user || !passwordHash) throw new ServiceError('not_found', OVER);
  refusePassword(password, [user.name, email]);
  await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
  await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: new Date() } });
  return user.id;
}

function refusePassword(password: string | undefined, known: readonly string[]): void {
  const problem = passwordProblem(password ?? '', known);
  if (problem) throw new ServiceError('invalid', problem, { field: 'password' });
}

/** Nobody needs another address to where they are; and who renews a password, or joins, has no other way open. */
async function endLinks(tx: Db, { email, workspaceId }: AccessLink, userId: string): Promise<void> {
  await tx.accessLink.updateMany({
    where: { usedAt: null, revokedAt: null, OR: [{ workspaceId, email }, { userId }] },
    data: { revokedAt: new Date() },
  });
}

async function record(tx: Db, link: AccessLink, userId: string, name: string): Promise<void> {
  const role = link.role ?? (await roleIn(tx, link.workspaceId, userId));
  const ctx = await createContext(link.workspaceId, { kind: 'user', userId, name, role, isSimulated: false });
  const by = `user:${link.madeById}`;
  await appendAudit(
    tx,
    ctx,
    link.role
      ? { action: 'membership.granted', subject: `user:${userId}`, payload: { role, invitedBy: by } }
      : { action: 'user.password_changed', subject: `user:${userId}`, payload: { addressBy: by } },
  );
}

async function roleIn(tx: Db, workspaceId: string, userId: string): Promise<Role> {
  const { role } = await tx.membership.findUniqueOrThrow({ where: { workspaceId_userId: { workspaceId, userId } } });
  return role;
}

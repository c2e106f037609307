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

const Name = z.string().trim().min(1).max(80);
const OVER = 'This address works no more. Ask an administrator for a new one.';

/**
 * Uses an address once: makes somebody a member (an account with it where there is none), or gives somebody a new
 * password, which ends every sign-in of theirs. `signedInAs` is the e-mail address of who is signed in, null for nobody.
 * Throws not_found (works no more), invalid with its field, unauthenticated (has an account: sign in first), forbidden
 * (signed in as somebody else).
 */
export async function redeemAccess(token: string, input: RedeemInput, signedInAs: string | null): Promise<Redeemed> {
  // Before any work for it: a guess costs a glance.
  if (!(await findAccess(token))) throw new ServiceError('not_found', OVER);
  // Takes a while on purpose: not while rows are locked.
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return systemDb().$transaction(async (tx) => {
    const link = await take(tx, token);
    const userId = link.role
      ? await memberOf(tx, link, input, passwordHash, signedInAs)
      : await renewed(tx, link, input, passwordHash);
    const { slug, name } = await tx.workspace.findUniqueOrThrow({ where: { id: link.workspaceId } });
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
  const account = await tx.user.findUnique({ where: { email } });
  if (account) refuseOthers(email, signedInAs);
  if (account?.isSimulated) throw new ServiceError('not_found', OVER);
  const userId = account?.id ?? (await newUser(tx, email, input, passwordHash));
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

async function newUser(
  tx: Db,
  email: string,
  { name: typed, password }: RedeemInput,
  passwordHash: string | null,
): Promise<string> {
  const name = Name.safeParse(typed ?? '');
  if (!name.success) throw new ServiceError('invalid', 'Give your name, in 80 characters at most.', { field: 'name' });
  refusePassword(password, [name.data, email]);
  const id = v7();
  await tx.user.create({ data: { id, email, name: name.data, passwordHash: passwordHash ?? '!' } });
  return id;
}

async function renewed(
  tx: Db,
  { userId, email }: AccessLink,
  { password }: RedeemInput,
  passwordHash: string | null,
): Promise<string> {
  const user = userId && (await tx.user.findUnique({ where: { id: userId } }));
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

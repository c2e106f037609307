import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { ROLES, type Role } from '@/domain/workspaces/permissions';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { systemDb } from '../../system-db';
import { hashPassword } from '../sign-in';

const NAMES: Record<Role, string> = {
  admin: 'Ada Quay',
  marketer: 'Mara Pine',
  approver: 'Otto Reef',
  executive: 'Eva Moor',
};

const emailOf = (role: Role) => `${role}@harbour-and-pine.example`;
const SIMULATED_APPROVER = 'simulated-approver@harbour-and-pine.example';
/** No password hashes to this: nobody signs in with it. */
const NO_PASSWORD = '!';

export type DemoUser = { email: string; password: string; role: Role };

/**
 * A person for each role, members of both workspaces, each with a new random password. People who are there already
 * get a new password too, and their sessions end: the old one is kept nowhere, so it cannot be told again.
 */
export async function resetDemoPeople(workspaces: readonly ServiceContext[]): Promise<DemoUser[]> {
  const users: DemoUser[] = [];
  for (const role of ROLES) {
    const password = randomBytes(15).toString('base64url');
    const userId = await ensureUser(emailOf(role), NAMES[role], await hashPassword(password), false);
    for (const ctx of workspaces) await ensureMembership(ctx, userId, role);
    users.push({ email: emailOf(role), password, role });
  }
  return users;
}

/** The approver of the lived history, who exists in the demo workspace only and cannot sign in. Returns their id. */
export async function ensureSimulatedApprover(ctx: ServiceContext): Promise<string> {
  const userId = await ensureUser(SIMULATED_APPROVER, 'Simulated approver', NO_PASSWORD, true);
  await ensureMembership(ctx, userId, 'approver');
  return userId;
}

/** Lets the demo's people into another workspace, in their own roles; nobody where there is no demo. */
export async function letDemoPeopleIn(ctx: ServiceContext): Promise<void> {
  for (const role of ROLES) {
    const person = await systemDb().user.findUnique({ where: { email: emailOf(role) } });
    if (person) await ensureMembership(ctx, person.id, role);
  }
}

/** The demo's person in a role. */
export async function demoPerson(role: Role): Promise<{ userId: string; name: string }> {
  const { id, name } = await systemDb().user.findUniqueOrThrow({ where: { email: emailOf(role) } });
  return { userId: id, name };
}

async function ensureUser(email: string, name: string, passwordHash: string, isSimulated: boolean): Promise<string> {
  return systemDb().$transaction(async (tx) => {
    const user = await tx.user.upsert({
      where: { email },
      create: { id: v7(), email, name, passwordHash, isSimulated },
      update: { passwordHash },
    });
    await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: new Date() } });
    return user.id;
  });
}

async function ensureMembership(ctx: ServiceContext, userId: string, role: Role): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.membership.createMany({
      data: [{ workspaceId: ctx.workspaceId, userId, role }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await appendAudit(tx, ctx, { action: 'membership.granted', subject: `user:${userId}`, payload: { role } });
  });
}

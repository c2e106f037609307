import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '@/domain/workspaces/permissions';
import { createContext, type ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { PASSWORD, personWithPassword } from '@/tests/factories/person';
import { changePassword, endOtherSessions, findSession, ownSessions, resetPassword, signIn } from '../sign-in';
import { findMembership } from '../workspaces';
import {
  changeRole,
  findAccess,
  invitePerson,
  listInvitations,
  listPeople,
  makePasswordLink,
  redeemAccess,
  removePerson,
  revokeInvitation,
} from '.';

const GOOD = 'a lantern above the quay';
const ADDRESS = '203.0.113.7';

let home: FreshWorkspace;
let admin: ServiceContext & { userId: string };

/** Somebody with an account and this role, acting in a workspace. */
async function member(where: FreshWorkspace, role: Role) {
  const { userId, email } = await personWithPassword(where.workspaceId, role);
  const ctx = await createContext(where.workspaceId, { kind: 'user', userId, name: 'Pat', role, isSimulated: false });
  return { ...ctx, userId, email };
}
const tokenOf = ({ url }: { url: string }) => url.split('/').at(-1) ?? '';
const newEmail = () => `${v7()}@new.example`;
const signInAs = (email: string, password: string) => signIn({ email, password, address: ADDRESS, userAgent: 'Test' });
const slugOf = ({ ctx }: FreshWorkspace) => ctx.workspace.slug;
const actionsOf = async ({ workspaceId }: FreshWorkspace) =>
  (await systemDb().auditEntry.findMany({ where: { workspaceId }, orderBy: { seq: 'asc' } })).map(
    ({ action }) => action,
  );

beforeEach(async () => {
  home = await freshWorkspace();
  admin = await member(home, 'admin');
});

describe('addresses that are left over', () => {
  const refused = { code: 'not_found' };

  it('are none, however many times at once somebody is invited', async () => {
    const email = newEmail();
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => invitePerson(admin, { email, role: 'admin' })));
    expect(await listInvitations(admin)).toHaveLength(1);
    const found = await Promise.all(made.map((each) => findAccess(tokenOf(each))));
    expect(found.filter((access) => access !== null)).toHaveLength(1);
  });

  it('of invitations give no role back after a change or a removal', async () => {
    const email = newEmail();
    const first = await invitePerson(admin, { email, role: 'admin' });
    await redeemAccess(tokenOf(first), { name: 'Nia', password: GOOD }, null);
    const { id: userId } = await systemDb().user.findUniqueOrThrow({ where: { email } });
    // As an invitation that somehow still stands.
    const revive = () =>
      systemDb().accessLink.updateMany({ where: { email }, data: { usedAt: null, revokedAt: null } });
    await changeRole(admin, { userId, role: 'executive' });
    await revive();
    await expect(redeemAccess(tokenOf(first), {}, email)).rejects.toMatchObject({ code: 'conflict' });
    expect(await findMembership(userId, slugOf(home))).toMatchObject({ actor: { role: 'executive' } });
    await removePerson(admin, { userId });
    expect(await findAccess(tokenOf(first))).toBeNull();
  });

  it('for a password end when somebody joins where its maker is no administrator', async () => {
    const theirs = await freshWorkspace();
    const mallory = await member(theirs, 'admin');
    const victim = await member(theirs, 'marketer');
    const old = tokenOf(await makePasswordLink(mallory, { userId: victim.userId }));
    const invitation = tokenOf(await invitePerson(admin, { email: victim.email, role: 'approver' }));
    await redeemAccess(invitation, {}, victim.email);
    expect(await findAccess(old)).toBeNull();
    await systemDb().accessLink.updateMany({ where: { userId: victim.userId }, data: { revokedAt: null } });
    await expect(redeemAccess(old, { password: GOOD }, null)).rejects.toMatchObject(refused);
    expect((await signInAs(victim.email, PASSWORD)).ok).toBe(true);
  });

  it('for a password end when its maker is no administrator any more, or its person chooses another', async () => {
    const second = await member(home, 'admin');
    const pat = await member(home, 'marketer');
    const bySecond = tokenOf(await makePasswordLink(second, { userId: pat.userId }));
    await systemDb().membership.updateMany({ where: { userId: second.userId }, data: { role: 'marketer' } });
    await expect(redeemAccess(bySecond, { password: GOOD }, null)).rejects.toMatchObject(refused);
    const byAdmin = tokenOf(await makePasswordLink(admin, { userId: pat.userId }));
    const signedIn = await signInAs(pat.email, PASSWORD);
    const me = signedIn.ok ? await findSession(signedIn.sessionId) : null;
    if (!me) throw new Error('Nobody is signed in.');
    await expect(changePassword(me, { current: PASSWORD, next: PASSWORD })).rejects.toMatchObject({ code: 'invalid' });
    await changePassword(me, { current: PASSWORD, next: GOOD });
    await expect(redeemAccess(byAdmin, { password: 'another one for them' }, null)).rejects.toMatchObject(refused);
  });
});

describe('whoever runs the installation', () => {
  it('gives somebody a new password, which ends what led in before', async () => {
    const pat = await member(home, 'admin');
    const link = tokenOf(await makePasswordLink(admin, { userId: pat.userId }));
    const open = await signInAs(pat.email, PASSWORD);
    const password = await resetPassword(` ${pat.email.toUpperCase()} `);
    expect((await signInAs(pat.email, PASSWORD)).ok).toBe(false);
    expect((await signInAs(pat.email, password ?? '')).ok).toBe(true);
    expect(open.ok && (await findSession(open.sessionId))).toBeNull();
    expect(await findAccess(link)).toBeNull();
    expect(await actionsOf(home)).toContain('user.password_changed');
    expect(await resetPassword('nobody@new.example')).toBeNull();
  });
});

describe('somebody who belongs to no workspace any more', () => {
  it('comes back by an invitation with a new password', async () => {
    const gone = await member(home, 'marketer');
    const open = await signInAs(gone.email, PASSWORD);
    await removePerson(admin, { userId: gone.userId });
    const token = tokenOf(await invitePerson(admin, { email: gone.email, role: 'approver' }));
    expect(await findAccess(token)).toMatchObject({ hasAccount: false });
    await redeemAccess(token, { name: 'Gus', password: GOOD }, null);
    expect(await findMembership(gone.userId, slugOf(home))).toMatchObject({ actor: { name: 'Gus', role: 'approver' } });
    expect((await signInAs(gone.email, PASSWORD)).ok).toBe(false);
    expect((await signInAs(gone.email, GOOD)).ok).toBe(true);
    expect(open.ok && (await findSession(open.sessionId))).toBeNull();
  });
});

describe('the people of a workspace', () => {
  it('are its own, by name, with when they last came', async () => {
    const other = await freshWorkspace();
    await member(other, 'admin');
    const zoe = await member(home, 'approver');
    await systemDb().user.update({ where: { id: zoe.userId }, data: { name: 'Zoe' } });
    await systemDb().user.update({ where: { id: admin.userId }, data: { name: 'Ada' } });
    const day = (number: number) => new Date(`2026-05-0${number}T10:00:00Z`);
    for (const createdAt of [day(1), day(3), day(2)]) {
      await systemDb().session.create({ data: { id: v7(), userId: zoe.userId, createdAt, expiresAt: day(9) } });
    }
    expect(await listPeople(admin)).toMatchObject([
      { userId: admin.userId, name: 'Ada', role: 'admin', lastSignedInAt: null },
      { userId: zoe.userId, name: 'Zoe', role: 'approver', lastSignedInAt: day(3) },
    ]);
  });

  it.each(['marketer', 'approver', 'executive'] as const)('are no business of a %s', async (role) => {
    const ctx = await personIn(home.workspaceId, role);
    const forbidden = { code: 'forbidden' };
    await expect(listPeople(ctx)).rejects.toMatchObject(forbidden);
    await expect(listInvitations(ctx)).rejects.toMatchObject(forbidden);
    await expect(invitePerson(ctx, { email: newEmail(), role: 'admin' })).rejects.toMatchObject(forbidden);
    await expect(changeRole(ctx, { userId: admin.userId, role })).rejects.toMatchObject(forbidden);
    await expect(removePerson(ctx, { userId: admin.userId })).rejects.toMatchObject(forbidden);
    await expect(makePasswordLink(ctx, { userId: admin.userId })).rejects.toMatchObject(forbidden);
  });
});

describe('an invitation', () => {
  it('makes somebody new a member once, who signs in with what they chose', async () => {
    const email = newEmail();
    const made = await invitePerson(admin, { email: ` ${email.toUpperCase()} `, role: 'approver' });
    expect(made).toMatchObject({ email, isMailed: false });
    expect(await listInvitations(admin)).toMatchObject([{ email, role: 'approver', invitedBy: 'Pat', isOver: false }]);
    const token = tokenOf(made);
    expect(await findAccess(token)).toMatchObject({ kind: 'invitation', email, role: 'approver', hasAccount: false });
    const used = await redeemAccess(token, { name: ' Nia ', password: GOOD }, null);
    expect(used).toEqual({ email, slug: slugOf(home) });
    await expect(redeemAccess(token, { name: 'Nia', password: GOOD }, null)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await findAccess(token)).toBeNull();
    const signedIn = await signInAs(email, GOOD);
    expect(signedIn.ok).toBe(true);
    const { id: userId } = await systemDb().user.findUniqueOrThrow({ where: { email } });
    expect(await findMembership(userId, slugOf(home))).toMatchObject({ actor: { name: 'Nia', role: 'approver' } });
    expect(await listInvitations(admin)).toEqual([]);
    expect(await actionsOf(home)).toEqual(expect.arrayContaining(['people.invited', 'membership.granted']));
  });

  it.each([
    [{ name: '', password: GOOD }, 'name'],
    [{ name: 'N\u202Eia', password: GOOD }, 'name'],
    [{ name: '\ud800', password: GOOD }, 'name'],
    [{ password: GOOD }, 'name'],
    [{ name: 'Nia', password: 'too short' }, 'password'],
    [{ name: 'Nia' }, 'password'],
  ])('with %j is refused and still works', async (input, field) => {
    const token = tokenOf(await invitePerson(admin, { email: newEmail(), role: 'marketer' }));
    await expect(redeemAccess(token, input, null)).rejects.toMatchObject({ code: 'invalid', details: { field } });
    await redeemAccess(token, { name: 'Nia', password: GOOD }, null);
  });

  it('used twice at once lets in once', async () => {
    const token = tokenOf(await invitePerson(admin, { email: newEmail(), role: 'marketer' }));
    const tries = await Promise.allSettled(
      [1, 2, 3].map((number) => redeemAccess(token, { name: `Nia ${number}`, password: GOOD }, null)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listPeople(admin)).toHaveLength(2);
  });

  it('of somebody with an account is theirs alone to take, signed in', async () => {
    const elsewhere = await freshWorkspace();
    const known = await member(elsewhere, 'executive');
    const token = tokenOf(await invitePerson(admin, { email: known.email, role: 'marketer' }));
    const take = (signedInAs: string | null) => redeemAccess(token, { name: 'Mallory', password: GOOD }, signedInAs);
    await expect(take(null)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(take('mallory@elsewhere.example')).rejects.toMatchObject({ code: 'forbidden' });
    await take(known.email);
    expect(await findMembership(known.userId, slugOf(home))).toMatchObject({ actor: { role: 'marketer' } });
    expect((await signInAs(known.email, PASSWORD)).ok).toBe(true);
    expect((await signInAs(known.email, GOOD)).ok).toBe(false);
  });

  it('ends: taken back, made anew, over, or with whoever made it', async () => {
    const email = newEmail();
    const first = await invitePerson(admin, { email, role: 'marketer' });
    const second = await invitePerson(admin, { email, role: 'approver' });
    expect(await findAccess(tokenOf(first))).toBeNull();
    expect(await findAccess(tokenOf(second))).toMatchObject({ role: 'approver' });
    await revokeInvitation(admin, { id: second.id });
    expect(await findAccess(tokenOf(second))).toBeNull();
    await expect(revokeInvitation(admin, { id: second.id })).rejects.toMatchObject({ code: 'not_found' });

    const third = await invitePerson(admin, { email, role: 'marketer' });
    await systemDb().accessLink.updateMany({ where: { id: third.id }, data: { endsAt: new Date() } });
    expect(await findAccess(tokenOf(third))).toBeNull();
    expect(await listInvitations(admin)).toMatchObject([{ email, isOver: true }]);

    const leaver = await member(home, 'admin');
    const fourth = await invitePerson(leaver, { email: newEmail(), role: 'admin' });
    await removePerson(admin, { userId: leaver.userId });
    await expect(redeemAccess(tokenOf(fourth), { name: 'Nia', password: GOOD }, null)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is not for who is here, for simulated people, or for what is no address', async () => {
    const simulated = await personWithPassword((await freshWorkspace()).workspaceId, 'approver', { isSimulated: true });
    const invite = (email: string) => invitePerson(admin, { email, role: 'marketer' });
    await expect(invite(admin.userId)).rejects.toMatchObject({ code: 'invalid', details: { field: 'email' } });
    await expect(invite(simulated.email)).rejects.toMatchObject({ code: 'invalid' });
    const here = await member(home, 'marketer');
    await expect(invite(here.email)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a membership', () => {
  it('that is changed or ended counts from the next request on', async () => {
    const pat = await member(home, 'approver');
    await changeRole(admin, { userId: pat.userId, role: 'executive' });
    expect(await findMembership(pat.userId, slugOf(home))).toMatchObject({ actor: { role: 'executive' } });
    await removePerson(admin, { userId: pat.userId });
    expect(await findMembership(pat.userId, slugOf(home))).toBeNull();
    expect((await listPeople(admin)).map(({ userId }) => userId)).toEqual([admin.userId]);
    await expect(removePerson(admin, { userId: pat.userId })).rejects.toMatchObject({ code: 'not_found' });
    const token = tokenOf(await invitePerson(admin, { email: pat.email, role: 'marketer' }));
    await redeemAccess(token, { name: 'Pat', password: GOOD }, pat.email);
    expect(await findMembership(pat.userId, slugOf(home))).toMatchObject({ actor: { role: 'marketer' } });
    expect(await actionsOf(home)).toEqual(expect.arrayContaining(['membership.changed', 'membership.ended']));
  });

  it('of the last administrator stays, also where two remove each other at once', async () => {
    const lone = { userId: admin.userId };
    await expect(removePerson(admin, lone)).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeRole(admin, { ...lone, role: 'marketer' })).rejects.toMatchObject({ code: 'conflict' });
    const second = await member(home, 'admin');
    const tries = await Promise.allSettled([
      removePerson(admin, { userId: second.userId }),
      changeRole(second, { ...lone, role: 'executive' }),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const admins = { workspaceId: home.workspaceId, role: 'admin', endedAt: null } as const;
    expect(await systemDb().membership.count({ where: admins })).toBe(1);
  });

  it('that ends lets go of what was given to them', async () => {
    const pat = await member(home, 'approver');
    const { workspaceId } = home;
    const decisionId = v7();
    await systemDb().reviewDesk.create({
      data: { workspaceId, decisionId, assigneeId: pat.userId, claimedById: pat.userId, claimedUntil: new Date() },
    });
    await removePerson(admin, { userId: pat.userId });
    const key = { workspaceId_decisionId: { workspaceId, decisionId } };
    const desk = await systemDb().reviewDesk.findUniqueOrThrow({ where: key });
    expect(desk).toMatchObject({ assigneeId: null, claimedById: null, claimedUntil: null });
  });
});

describe('a new password', () => {
  it('by an address of an administrator ends every sign-in', async () => {
    const pat = await member(home, 'marketer');
    const before = await signInAs(pat.email, PASSWORD);
    const token = tokenOf(await makePasswordLink(admin, { userId: pat.userId }));
    expect(await findAccess(token)).toMatchObject({ kind: 'password', email: pat.email, role: null });
    await expect(redeemAccess(token, { password: 'short' }, null)).rejects.toMatchObject({
      details: { field: 'password' },
    });
    await redeemAccess(token, { password: GOOD }, null);
    expect(before.ok && (await findSession(before.sessionId))).toBeNull();
    expect((await signInAs(pat.email, PASSWORD)).ok).toBe(false);
    expect((await signInAs(pat.email, GOOD)).ok).toBe(true);
    expect(await actionsOf(home)).toEqual(expect.arrayContaining(['people.password_link', 'user.password_changed']));
  });

  it('is no way into another workspace', async () => {
    const pat = await member(home, 'marketer');
    const other = await freshWorkspace();
    await systemDb().membership.create({ data: { workspaceId: other.workspaceId, userId: pat.userId, role: 'admin' } });
    await expect(makePasswordLink(admin, { userId: pat.userId })).rejects.toMatchObject({ code: 'forbidden' });
    const both = { workspaceId: other.workspaceId, userId: admin.userId, role: 'admin' } as const;
    await systemDb().membership.create({ data: both });
    await makePasswordLink(admin, { userId: pat.userId });
  });

  it('is one’s own to change, by the one in force; other sign-ins end', async () => {
    const pat = await member(home, 'executive');
    const [here, there] = [await signInAs(pat.email, PASSWORD), await signInAs(pat.email, PASSWORD)];
    if (!here.ok || !there.ok) throw new Error('cannot sign in');
    const me = { sessionId: here.sessionId, userId: pat.userId, email: pat.email, name: 'Pat' };
    expect(await ownSessions(me)).toMatchObject([{ isThis: false }, { isThis: true }]);
    const change = (current: string, next: string) => changePassword(me, { current, next });
    await expect(change('not mine at all', GOOD)).rejects.toMatchObject({ details: { field: 'current' } });
    await expect(change(PASSWORD, 'aaaaaaaaaaaaaaaa')).rejects.toMatchObject({ details: { field: 'next' } });
    await change(PASSWORD, GOOD);
    expect(await findSession(there.sessionId)).toBeNull();
    expect(await findSession(here.sessionId)).not.toBeNull();
    expect((await signInAs(pat.email, GOOD)).ok).toBe(true);
    expect(await endOtherSessions(me)).toEqual({ ended: 1 });
    expect(await ownSessions(me)).toMatchObject([{ isThis: true }]);
  });

  it('is not guessed at an open desk', async () => {
    const pat = await member(home, 'executive');
    const me = { sessionId: v7(), userId: pat.userId, email: pat.email, name: 'Pat' };
    const codes: unknown[] = [];
    for (let guess = 0; guess < 9; guess++) {
      codes.push(await changePassword(me, { current: `guess ${guess}`, next: GOOD }).catch(({ code }) => code));
    }
    expect(codes.at(0)).toBe('invalid');
    expect(codes.at(-1)).toBe('rate_limited');
  });
});

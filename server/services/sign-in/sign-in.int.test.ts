import { describe, expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { PASSWORD, personWithPassword, type TestPerson } from '@/tests/factories/person';
import { findSession, type SignInResult, signIn, signOut } from '.';

const HOME = '203.0.113.1';
const ATTACKER = '198.51.100.7';
const TRIES = 8;

function enter(email: string, password = PASSWORD, address = HOME): Promise<SignInResult> {
  return signIn({ email, password, address, userAgent: 'test' });
}

/** Wrong guesses, one after the other; returns the last answer. */
async function guess(person: TestPerson, address: string, times: number): Promise<SignInResult> {
  const answers = await Promise.all(Array.from({ length: times }, () => enter(person.email, 'wrong', address)));
  return answers.at(-1) ?? { ok: false, reason: 'wrong' };
}

async function auditActions(workspaceId: string, userId: string): Promise<string[]> {
  const where = { workspaceId, subject: `user:${userId}` };
  const entries = await systemDb().auditEntry.findMany({ where, orderBy: { seq: 'asc' } });
  return entries.map(({ action }) => action);
}

describe('signIn', () => {
  it('opens a session for the right password, however the address is typed', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    const result = await enter(` ${person.email.toUpperCase().replace('@', '＠')} `);
    if (!result.ok) throw new Error(result.reason);
    expect(await findSession(result.sessionId)).toMatchObject({ userId: person.userId, email: person.email });
    expect(await auditActions(workspaceId, person.userId)).toEqual(['user.signed_in']);
  });

  it('keeps passwords as argon2id', async () => {
    const { workspaceId } = await freshWorkspace();
    const { userId } = await personWithPassword(workspaceId, 'admin');
    const user = await systemDb().user.findUniqueOrThrow({ where: { id: userId } });
    expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('says the same of a wrong password, nobody and a simulated person, and takes as long', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'approver');
    const simulated = await personWithPassword(workspaceId, 'approver', { isSimulated: true });
    const timed = async (email: string, password: string) => {
      const from = performance.now();
      const result = await enter(email, password);
      return { result, ms: performance.now() - from };
    };
    const answers = [
      await timed(person.email, 'wrong'),
      await timed('nobody@harbour.example', PASSWORD),
      await timed(simulated.email, PASSWORD),
      await timed('not an address', PASSWORD),
    ];
    for (const { result, ms } of answers) {
      expect(result).toEqual({ ok: false, reason: 'wrong' });
      expect(ms).toBeGreaterThan(245);
    }
    expect(await auditActions(workspaceId, person.userId)).toEqual(['user.sign_in_failed']);
    expect(await auditActions(workspaceId, simulated.userId)).toEqual([]);
  });

  it('throttles guesses from one address, also with the right password, and leaves the owner elsewhere alone', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    await guess(person, ATTACKER, TRIES);
    const blocked = await enter(person.email, PASSWORD, ATTACKER);
    expect(blocked).toMatchObject({ ok: false, reason: 'throttled' });
    expect(blocked.ok === false && blocked.reason === 'throttled' && blocked.retryAfterSeconds).toBeGreaterThan(60);
    expect((await enter(person.email, PASSWORD, HOME)).ok).toBe(true);
  });

  it('lets no more than the allowed guesses through, however many come at once', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    const answers = await Promise.all(Array.from({ length: 40 }, () => enter(person.email, 'wrong', ATTACKER)));
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'wrong')).toHaveLength(TRIES);
  });

  it('stops guesses spread over many addresses, but not the owner at an address known from before', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    expect((await enter(person.email, PASSWORD, HOME)).ok).toBe(true);
    for (let host = 1; host <= 8; host++) await guess(person, `198.51.100.${host}`, TRIES);
    expect(await enter(person.email, PASSWORD, '198.51.100.99')).toMatchObject({ ok: false, reason: 'throttled' });
    expect((await enter(person.email, PASSWORD, HOME)).ok).toBe(true);
  });

  it('stops an address that tries one account after the other, but nobody who is known there', async () => {
    const { workspaceId } = await freshWorkspace();
    const [known, stranger] = [
      await personWithPassword(workspaceId, 'marketer'),
      await personWithPassword(workspaceId, 'marketer'),
    ];
    const office = '198.51.100.200';
    expect((await enter(known.email, PASSWORD, office)).ok).toBe(true);
    const tries = Array.from({ length: 100 }, (_, nth) => enter(`${nth}@list.example`, 'guess', office));
    expect((await Promise.all(tries)).filter((answer) => !answer.ok && answer.reason === 'wrong')).toHaveLength(100);
    expect(await enter(stranger.email, PASSWORD, office)).toMatchObject({ ok: false, reason: 'throttled' });
    expect((await enter(stranger.email, PASSWORD, HOME)).ok).toBe(true);
    expect((await enter(known.email, PASSWORD, office)).ok).toBe(true);
  });

  it('forgets wrong tries after a right one', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    for (let round = 0; round < 2; round++) {
      await guess(person, HOME, TRIES - 1);
      expect((await enter(person.email)).ok).toBe(true);
    }
  });

  it('throttles somebody who does not exist in the same words', async () => {
    const nobody: TestPerson = { userId: '', email: 'nobody-at-all@harbour.example' };
    expect(await guess(nobody, ATTACKER, TRIES + 1)).toMatchObject({
      reason: expect.stringMatching(/wrong|throttled/),
    });
    expect(await enter(nobody.email, PASSWORD, ATTACKER)).toMatchObject({ ok: false, reason: 'throttled' });
  });

  it('keeps neither address nor e-mail in the throttle', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    await enter(person.email, 'wrong', ATTACKER);
    const rows = await systemDb().rateLimit.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows.map(({ key }) => key))).not.toMatch(/harbour|198\.51/);
  });
});

describe('a session', () => {
  it('ends at once when signed out, and only that one', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    const [first, second] = [await enter(person.email), await enter(person.email)];
    if (!first.ok || !second.ok) throw new Error('not signed in');
    await signOut(first.sessionId);
    await signOut(first.sessionId);
    expect(await findSession(first.sessionId)).toBeNull();
    expect(await findSession(second.sessionId)).not.toBeNull();
    expect(await auditActions(workspaceId, person.userId)).toEqual([
      'user.signed_in',
      'user.signed_in',
      'user.signed_out',
    ]);
  });

  it('ends with its time, and for somebody who became simulated', async () => {
    const { workspaceId } = await freshWorkspace();
    const person = await personWithPassword(workspaceId, 'marketer');
    const result = await enter(person.email);
    if (!result.ok) throw new Error('not signed in');
    await systemDb().user.update({ where: { id: person.userId }, data: { isSimulated: true } });
    expect(await findSession(result.sessionId)).toBeNull();
    await systemDb().user.update({ where: { id: person.userId }, data: { isSimulated: false } });
    await systemDb().session.update({ where: { id: result.sessionId }, data: { expiresAt: new Date(0) } });
    expect(await findSession(result.sessionId)).toBeNull();
  });

  it('is nobody for an id that no session has', async () => {
    expect(await findSession('00000000-0000-7000-8000-000000000000')).toBeNull();
  });
});

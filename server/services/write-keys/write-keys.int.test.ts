import { describe, expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import {
  createWriteKey,
  EVENTS_ALLOWED,
  findAccess,
  listWriteKeys,
  revokeWriteKey,
  rotateWriteKey,
  spendAllowance,
} from '.';
import { LEASE } from './allowance';

describe('write keys', () => {
  it('are shown once and kept as a hash', async () => {
    const { ctx, workspaceId } = await freshWorkspace();
    const made = await createWriteKey(ctx, { name: ' Shop ' });
    expect(made.key).toMatch(/^wk_[\w-]{32}$/);
    expect(made).toMatchObject({ name: 'Shop', prefix: made.key.slice(0, 8), revokedAt: null });
    expect(JSON.stringify(await listWriteKeys(ctx))).not.toContain(made.key);
    const stored = await systemDb().writeKey.findMany({ where: { workspaceId } });
    expect(JSON.stringify(stored)).not.toContain(made.key);
    expect(await findAccess(made.key)).toMatchObject({ workspaceId, keyId: made.id });
  });

  it('open nothing once revoked; revoking twice, or thrice at once, changes nothing', async () => {
    const { ctx, workspaceId } = await freshWorkspace();
    const { key, id } = await createWriteKey(ctx, { name: 'Shop' });
    const [revoked] = await Promise.all([1, 2, 3].map(() => revokeWriteKey(ctx, { id })));
    expect(await findAccess(key)).toBeNull();
    expect((await revokeWriteKey(ctx, { id })).revokedAt).toEqual(revoked?.revokedAt);
    const entries = await systemDb().auditEntry.findMany({ where: { workspaceId, subject: `write_key:${id}` } });
    expect(entries.map((entry) => entry.action)).toEqual(['write_key.created', 'write_key.revoked']);
  });

  it('need a name', async () => {
    const { ctx } = await freshWorkspace();
    await expect(createWriteKey(ctx, { name: ' ' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('are for admins', async () => {
    const { workspaceId, keyId } = await freshWorkspace();
    for (const role of ['marketer', 'approver', 'executive'] as const) {
      const person = await personIn(workspaceId, role);
      await expect(createWriteKey(person, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listWriteKeys(person)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(rotateWriteKey(person, { id: keyId, overlapHours: 1 })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(revokeWriteKey(person, { id: keyId })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await listWriteKeys(await personIn(workspaceId, 'admin'))).toHaveLength(1);
  });

  it('of another workspace do not exist', async () => {
    const { keyId } = await freshWorkspace();
    const other = await freshWorkspace();
    await expect(rotateWriteKey(other.ctx, { id: keyId, overlapHours: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(revokeWriteKey(other.ctx, { id: keyId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listWriteKeys(other.ctx)).map((key) => key.id)).toEqual([other.keyId]);
  });
});

describe('a key that is replaced', () => {
  it('works beside its successor until its time is over', async () => {
    const { ctx, workspaceId } = await freshWorkspace();
    const old = await createWriteKey(ctx, { name: 'Pages', kind: 'browser' });
    const made = await rotateWriteKey(ctx, { id: old.id, overlapHours: 24 });
    expect(made).toMatchObject({ name: 'Pages', kind: 'browser', state: 'active', replaced: { state: 'ending' } });
    expect(await findAccess(old.key)).toMatchObject({ keyId: old.id, kind: 'browser' });
    expect(await findAccess(made.key)).toMatchObject({ keyId: made.id, kind: 'browser' });
    await expect(rotateWriteKey(ctx, { id: old.id, overlapHours: 24 })).rejects.toMatchObject({ code: 'conflict' });

    // Its day has passed.
    await systemDb()
      .$executeRaw`UPDATE write_key SET works_until = now() - interval '1 second' WHERE id = ${old.id}::uuid`;
    await revokeWriteKey(ctx, { id: made.id });
    expect((await listWriteKeys(ctx)).map(({ state }) => state)).toEqual(['revoked', 'ended', 'active']);
    const entries = await systemDb().auditEntry.findMany({ where: { workspaceId, subject: `write_key:${old.id}` } });
    expect(entries.map((entry) => entry.action)).toEqual(['write_key.created', 'write_key.rotated']);
  });

  it('at once opens nothing any more', async () => {
    const { ctx } = await freshWorkspace();
    // More than once: the clock is finer than the column, and must not leave the key a moment.
    for (let turn = 0; turn < 8; turn += 1) {
      const old = await createWriteKey(ctx, { name: 'Shop' });
      expect(await findAccess(old.key)).not.toBeNull();
      const made = await rotateWriteKey(ctx, { id: old.id, overlapHours: 0 });
      expect(made.replaced.state).toBe('ended');
      expect(await findAccess(old.key)).toBeNull();
    }
  });

  it('has one successor, however many ask at once', async () => {
    const { ctx } = await freshWorkspace();
    const { id } = await createWriteKey(ctx, { name: 'Shop' });
    const ends = await Promise.allSettled([1, 2, 3].map(() => rotateWriteKey(ctx, { id, overlapHours: 1 })));
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('what a key may send', () => {
  it('is counted for all processes together, and never exceeded', async () => {
    const { keyId } = await freshWorkspace();
    const key = { keyId, kind: 'browser' as const };
    const share = EVENTS_ALLOWED.browser / 2;
    // What another process has taken.
    const other = { keyId, points: share };
    await systemDb().$executeRaw`
      INSERT INTO rate_limit (key, points, expire)
      VALUES (${`events:${other.keyId}`}, ${other.points}, ${Date.now() + 10_000})`;
    const waits = await Promise.all(Array.from({ length: 60 }, () => spendAllowance(key, 200)));
    const letIn = waits.filter((wait) => wait === 0).length * 200;
    expect(letIn).toBeLessThanOrEqual(share);
    expect(letIn).toBeGreaterThan(share - LEASE);
    expect(Math.max(...waits)).toBeGreaterThan(0);
  });
});

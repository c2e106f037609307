import { describe, expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { createWriteKey, findAccess, listWriteKeys, revokeWriteKey } from '.';

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
      await expect(revokeWriteKey(person, { id: keyId })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await listWriteKeys(await personIn(workspaceId, 'admin'))).toHaveLength(1);
  });

  it('of another workspace do not exist', async () => {
    const { keyId } = await freshWorkspace();
    const other = await freshWorkspace();
    await expect(revokeWriteKey(other.ctx, { id: keyId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listWriteKeys(other.ctx)).map((key) => key.id)).toEqual([other.keyId]);
  });
});

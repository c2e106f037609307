import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { listAutonomy, setAutonomyLevel } from './index';

const change = { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'It has earned it.' };

let ctx: ServiceContext;
let admin: ServiceContext;
beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
  admin = await personIn(ctx.workspaceId, 'admin');
});
const levelOf = async (by: ServiceContext) =>
  (await listAutonomy(by)).find(({ action }) => action === change.action)?.level;
const entries = () =>
  ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `autonomy:${change.agentId}/${change.action}` },
  });

describe('a level that is set by hand', () => {
  it.each(['marketer', 'approver', 'executive'] as const)('is not for an %s', async (role) => {
    const before = await entries();
    const pat = await personIn(ctx.workspaceId, role);
    await expect(setAutonomyLevel(pat, change)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await entries()).toEqual(before);
  });

  it('holds in its workspace alone, and the audit log says who set it and why', async () => {
    const { ctx: other } = await freshWorkspace();
    const [start, elsewhere] = [await levelOf(admin), await levelOf(other)];
    expect(start).not.toBe(3);
    await setAutonomyLevel(admin, change);
    await setAutonomyLevel(admin, change);
    expect([await levelOf(admin), await levelOf(other)]).toEqual([3, elsewhere]);
    const actor = admin.actor.kind === 'user' ? `user:${admin.actor.userId}` : '';
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ actor, action: 'autonomy.overridden' });
    expect(JSON.parse(entry?.payload ?? '{}')).toEqual({ from: null, to: 3, reason: change.reason });
  });

  it.each([
    ['action', { action: 'nothing' }],
    ['level', { level: 4 }],
    ['reason', { reason: '  ' }],
  ])('is refused for a wrong %s', async (field, wrong) => {
    const answer = setAutonomyLevel(admin, { ...change, ...wrong });
    await expect(answer).rejects.toMatchObject({ code: 'invalid', details: { field } });
  });
});

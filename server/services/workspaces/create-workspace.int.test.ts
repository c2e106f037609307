import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { after as later, MINUTE } from '@/domain/shared/time';
import type { Role } from '@/domain/workspaces/permissions';
import { createContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { brandForm } from '@/tests/factories/brand-form';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { createWorkspace, findMembership, getWorkspace, listWorkspaces } from '.';
import { type CreateWorkspaceInput, WORKSPACES_A_DAY } from './create-workspace';

let home: FreshWorkspace;
beforeAll(async () => {
  home = await freshWorkspace();
});

async function personWith(...roles: Role[]): Promise<{ userId: string; name: string }> {
  const id = v7();
  await systemDb().user.create({ data: { id, name: 'Ada', email: `${id}@people.example`, passwordHash: 'none' } });
  for (const role of roles)
    await systemDb().membership.create({ data: { workspaceId: home.workspaceId, userId: id, role } });
  return { userId: id, name: 'Ada' };
}

let count = 0;
const given = (change: Partial<CreateWorkspaceInput> = {}): CreateWorkspaceInput => {
  count += 1;
  const slug = `north-sea-tea-${count}`;
  return { name: 'North Sea Tea', slug, currency: 'EUR', timezone: 'Europe/Berlin', brand: brandForm(), ...change };
};

describe('a workspace of one’s own', () => {
  it('lives by the system’s clock, with the product’s policy, and its maker is its administrator', async () => {
    const person = await personWith('admin');
    const { slug } = await createWorkspace(person, given({ name: '  North Sea \n Tea ', timezone: 'europe/berlin' }));
    const membership = await findMembership(person.userId, slug);
    expect(membership?.actor.role).toBe('admin');
    const ctx = await createContext(
      membership?.workspaceId ?? '',
      membership?.actor ?? { kind: 'operator', name: 'none' },
    );
    expect(await getWorkspace(ctx)).toMatchObject({
      slug,
      name: 'North Sea Tea',
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      isDemo: false,
      isVirtual: false,
    });
    expect(Math.abs(ctx.now.getTime() - Date.now())).toBeLessThan(MINUTE);
    expect(await ctx.db.policyVersion.findMany({})).toMatchObject([
      { version: 1, status: 'active', document: DEFAULT_POLICY, createdById: person.userId },
    ]);
    const entries = await ctx.db.auditEntry.findMany({ orderBy: { seq: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual([
      'workspace.created',
      'policy.activated',
      'membership.granted',
    ]);
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([`user:${person.userId}`]));
    expect(await listWorkspaces(person.userId)).toMatchObject([{ slug: home.ctx.workspace.slug }, { slug }]);
  });

  it('shows nothing of others, and is shown to nobody else', async () => {
    const person = await personWith('admin');
    const { slug } = await createWorkspace(person, given());
    const { workspaceId } = await systemDb().membership.findFirstOrThrow({ where: { workspace: { slug } } });
    const { db } = await createContext(workspaceId, { kind: 'operator', name: 'test' });
    expect(await db.workspace.findMany({ select: { slug: true } })).toEqual([{ slug }]);
    expect(await db.membership.count()).toBe(1);
    const neighbour = await personWith('admin');
    expect(await findMembership(neighbour.userId, slug)).toBeNull();
    expect(await home.ctx.db.workspace.count({ where: { slug } })).toBe(0);
  });

  it.each([[[]], [['marketer']], [['approver']], [['executive']]] as [Role[]][])(
    'is not for somebody who administers none: %s',
    async (roles) => {
      const person = await personWith(...roles);
      // Also where the address is taken or the rest is wrong: nothing is told of it.
      for (const input of [given(), given({ slug: home.ctx.workspace.slug }), given({ timezone: 'x' })]) {
        await expect(createWorkspace(person, input)).rejects.toMatchObject({
          code: 'forbidden',
          message: expect.stringContaining('administrator'),
        });
      }
      expect(await systemDb().membership.count({ where: { userId: person.userId } })).toBe(roles.length);
    },
  );

  it('is made once at an address, however many ask at once', async () => {
    const people = await Promise.all([1, 2, 3].map(() => personWith('admin')));
    const input = given();
    const ends = await Promise.allSettled(people.map((person) => createWorkspace(person, input)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'conflict', details: { field: 'slug' } });
    expect(await systemDb().membership.count({ where: { workspace: { slug: input.slug } } })).toBe(1);
  });

  it.each<[string, Partial<CreateWorkspaceInput>]>([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(81) }],
    ['slug', { slug: 'sign-in' }],
    ['slug', { slug: 'simulation-1' }],
    ['slug', { slug: 'North Sea' }],
    ['currency', { currency: 'DEM' }],
    ['currency', { currency: 'eur' }],
    ['timezone', { timezone: 'Europe/Atlantis' }],
    ['timezone', { timezone: '+02:00' }],
    ['timezone', { timezone: 'EST5EDT' }],
    ['postalAddress', { brand: brandForm({ postalAddress: ' ' }) }],
    ['websiteUrl', { brand: brandForm({ websiteUrl: 'javascript:alert(1)' }) }],
  ])('says at %s what is wrong', async (field, change) => {
    const person = await personWith('admin');
    await expect(createWorkspace(person, given(change))).rejects.toMatchObject({ code: 'invalid', details: { field } });
    expect(await systemDb().membership.count({ where: { userId: person.userId } })).toBe(1);
  });

  it('takes zones that lie by the clock of the world itself', async () => {
    const person = await personWith('admin');
    for (const timezone of ['UTC', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata']) {
      const { slug } = await createWorkspace(person, given({ timezone }));
      expect(await systemDb().workspace.findUnique({ where: { slug } })).toMatchObject({ timezone });
    }
  });

  it('is made so often within a day, and not more often', async () => {
    const person = await personWith('admin');
    const { slug } = await createWorkspace(person, given());
    const first = await systemDb().workspace.findUniqueOrThrow({ where: { slug } });
    const others = Array.from({ length: WORKSPACES_A_DAY - 1 }, () => {
      const id = v7();
      return { ...first, id, slug: `w-${id}`, brand: {}, simulation: undefined };
    });
    await systemDb().workspace.createMany({ data: others });
    const { createdAt } = first;
    const belongs = (workspaceId: string) => ({
      workspaceId,
      userId: person.userId,
      role: 'admin' as const,
      createdAt,
    });
    await systemDb().membership.createMany({ data: others.map(({ id }) => belongs(id)) });
    await expect(createWorkspace(person, given())).rejects.toMatchObject({ code: 'rate_limited' });
    // Where somebody was let in by another, they made nothing.
    await systemDb().membership.updateMany({
      where: { userId: person.userId, workspaceId: others[0]?.id ?? '' },
      data: { createdAt: later(createdAt, MINUTE) },
    });
    await createWorkspace(person, given());
  });
});

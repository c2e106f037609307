import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '@/domain/workspaces/permissions';
import { systemDb } from '@/server/system-db';
import { contextOf, type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { findMembership, getWorkspace, listWorkspaces } from '.';

let shop: FreshWorkspace;
let replay: FreshWorkspace;
let demo: FreshWorkspace;
let other: FreshWorkspace;

beforeAll(async () => {
  demo = await freshWorkspace({ isDemo: true });
  replay = await freshWorkspace({ virtualNow: new Date('2026-05-04T12:00:00Z') });
  shop = await freshWorkspace();
  other = await freshWorkspace();
});

/** A person of this name with that role in each of some workspaces. */
async function person(name: string, role: Role, homes: readonly FreshWorkspace[]): Promise<string> {
  const id = v7();
  await systemDb().user.create({ data: { id, name, email: `${id}@people.example`, passwordHash: 'none' } });
  for (const { workspaceId } of homes) await systemDb().membership.create({ data: { workspaceId, userId: id, role } });
  return id;
}
const slugOf = ({ ctx }: FreshWorkspace) => ctx.workspace.slug;

describe('a membership', () => {
  it('is found by person and slug, with the role it has now', async () => {
    const userId = await person('Mo', 'marketer', [shop]);
    const found = await findMembership(userId, slugOf(shop));
    expect(found).toEqual({
      workspaceId: shop.workspaceId,
      actor: { kind: 'user', userId, name: 'Mo', role: 'marketer', isSimulated: false },
    });
    const key = { workspaceId_userId: { workspaceId: shop.workspaceId, userId } };
    await systemDb().membership.update({ where: key, data: { role: 'executive' } });
    expect((await findMembership(userId, slugOf(shop)))?.actor.role).toBe('executive');
    await systemDb().membership.delete({ where: key });
    expect(await findMembership(userId, slugOf(shop))).toBeNull();
  });

  it('of another workspace is as one that does not exist', async () => {
    const userId = await person('Ada', 'admin', [shop]);
    for (const slug of [slugOf(other), 'nowhere', '', 'A', 'a\0b', "x' OR '1'='1", '-']) {
      expect(await findMembership(userId, slug)).toBeNull();
    }
    expect(await findMembership(v7(), slugOf(shop))).toBeNull();
  });
});

describe('the workspaces of a person', () => {
  it('are theirs alone: shops that live now, then demonstrations, then replays', async () => {
    const userId = await person('Ada', 'admin', [demo, replay, shop]);
    const slugs = (await listWorkspaces(userId)).map(({ slug }) => slug);
    expect(slugs).toEqual([shop, demo, replay].map(slugOf));
    expect(await listWorkspaces(v7())).toEqual([]);
  });
});

describe('what a page shows of its workspace', () => {
  it('is its own time, and the person who looks', async () => {
    const pat = await personIn(replay.workspaceId, 'executive');
    expect(await getWorkspace(pat)).toMatchObject({
      slug: slugOf(replay),
      isVirtual: true,
      now: new Date('2026-05-04T12:00:00Z'),
      environment: 'sandbox',
      person: { name: 'Pat', role: 'executive' },
    });
  });

  it('says whether its clock shows another hour than the wall clock', async () => {
    const isApart = async () => (await getWorkspace(await personIn(replay.workspaceId, 'executive'))).isOffSystemTime;
    expect(await isApart()).toBe(true);
    const where = { id: replay.workspaceId };
    const { virtualNow } = await systemDb().workspace.findUniqueOrThrow({ where });
    await systemDb().workspace.update({ where, data: { virtualNow: new Date() } });
    expect(await isApart()).toBe(false);
    await systemDb().workspace.update({ where, data: { virtualNow } });
  });

  it('is for people, not for jobs and customers', async () => {
    const customer = await contextOf(shop.workspaceId, { kind: 'customer', customerId: v7() });
    for (const ctx of [shop.ctx, customer]) {
      await expect(getWorkspace(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { findSession, signIn, signOut } from '@/server/services/sign-in';
import { systemDb } from '@/server/system-db';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { PASSWORD, personWithPassword } from '@/tests/factories/person';
import { contextOfSession } from './context';
import { createCallerFactory } from './init';
import { appRouter } from './root';

const caller = createCallerFactory(appRouter);

async function signedIn(email: string): Promise<string> {
  const result = await signIn({ email, password: PASSWORD, address: '203.0.113.1', userAgent: null });
  if (!result.ok) throw new Error(result.reason);
  return result.sessionId;
}

/** What one more request of that session can do. */
const request = async (sessionId: string) => caller(contextOfSession(await findSession(sessionId)));

describe('the gate of the API', () => {
  it('answers not found for another workspace exactly as for none', async () => {
    const [own, other] = [await freshWorkspace(), await freshWorkspace()];
    const { email } = await personWithPassword(own.workspaceId, 'admin');
    const api = await request(await signedIn(email));
    expect(await api.workspaces.get({ workspace: own.ctx.workspace.slug })).toMatchObject({
      person: { role: 'admin' },
    });
    const refusals = await Promise.all(
      [other.ctx.workspace.slug, 'no-such-workspace'].map((workspace) =>
        api.workspaces.get({ workspace }).catch((error: unknown) => error),
      ),
    );
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such workspace.' });
  });

  it('asks strangers to sign in', async () => {
    const { ctx } = await freshWorkspace();
    const stranger = caller(contextOfSession(null));
    await expect(stranger.workspaces.get({ workspace: ctx.workspace.slug })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
    await expect(stranger.account.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('lets a changed role act on the next request', async () => {
    const { workspaceId, ctx } = await freshWorkspace();
    const workspace = ctx.workspace.slug;
    const { email, userId } = await personWithPassword(workspaceId, 'marketer');
    const session = await signedIn(email);
    await expect((await request(session)).people.list({ workspace })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const which = { workspaceId_userId: { workspaceId, userId } };
    await systemDb().membership.update({ where: which, data: { role: 'admin' } });
    expect(await (await request(session)).people.list({ workspace })).toHaveLength(1);
    await systemDb().membership.delete({ where: which });
    await expect((await request(session)).people.list({ workspace })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('shuts a revoked session out on the next request', async () => {
    const { workspaceId } = await freshWorkspace();
    const { email } = await personWithPassword(workspaceId, 'marketer');
    const session = await signedIn(email);
    expect((await (await request(session)).account.me()).email).toBe(email);
    await signOut(session);
    await expect((await request(session)).account.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it("lists a person's own workspaces alone", async () => {
    const [own] = [await freshWorkspace(), await freshWorkspace()];
    const { email } = await personWithPassword(own.workspaceId, 'executive');
    const me = await (await request(await signedIn(email))).account.me();
    expect(me.workspaces).toEqual([
      {
        slug: own.ctx.workspace.slug,
        name: 'Harbour Goods',
        role: 'executive',
        isDemo: false,
        isVirtual: false,
      },
    ]);
  });
});

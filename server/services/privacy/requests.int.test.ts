import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import {
  countRequests,
  exportRequests,
  getRequest,
  listRequests,
  lookUpPerson,
  receiveRequest,
  refuseRequest,
  runRequest,
  verifyRequest,
} from '.';

const DAY = 86_400_000;
let home: FreshWorkspace;
let admin: ServiceContext;
const email = 'ada.known@customers.example';
const ids = {} as Record<'late' | 'soon' | 'calm' | 'refused', string>;

const daysAgo = (days: number) => new Date(home.ctx.now.getTime() - days * DAY);

async function received(kind: 'access' | 'erasure' | 'opt_out_of_sale', days: number): Promise<string> {
  const asked = {
    kind,
    regime: 'ccpa',
    identifierKind: 'email',
    identifier: email,
    receivedAt: daysAgo(days),
  } as const;
  return (await receiveRequest(admin, asked)).id;
}

beforeAll(async () => {
  home = await freshWorkspace();
  admin = await personIn(home.workspaceId, 'admin');
  const seen = { firstSeenAt: home.ctx.now, lastSeenAt: home.ctx.now, subjectRef: v7() };
  await home.ctx.db.customer.create({
    data: { ...seen, id: v7(), workspaceId: home.workspaceId, email, firstName: 'Ada', lastName: 'Known' },
  });
  ids.late = await received('access', 50);
  ids.soon = await received('access', 42);
  ids.calm = await received('opt_out_of_sale', 0);
  ids.refused = await received('erasure', 60);
  await refuseRequest(admin, { requestId: ids.refused, reason: 'Asked twice.' });
});

describe('the list of requests', () => {
  it.each([
    [{ show: 'open' as const }, ['late', 'soon', 'calm']],
    [{ show: 'overdue' as const }, ['late']],
    [{ show: 'ended' as const }, ['refused']],
    [{ show: 'all' as const }, ['calm', 'soon', 'late', 'refused']],
    [{ show: 'open' as const, kind: 'access' as const }, ['late', 'soon']],
  ] as const)('%o', async (filters, expected) => {
    const { items } = await listRequests(admin, filters);
    expect(items.map(({ id }) => id)).toEqual(expected.map((name) => ids[name]));
  });

  it('goes on where a page ended', async () => {
    const first = await listRequests(admin, { show: 'open', limit: 2 });
    const rest = await listRequests(admin, { show: 'open', limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([ids.late, ids.soon, ids.calm]);
    expect(rest.nextCursor).toBeNull();
  });

  it('counts what presses', async () => {
    expect(await countRequests(admin)).toEqual({ open: 3, pressing: 1, overdue: 1 });
  });

  it('leaves as a file, which is written down, for admins alone', async () => {
    let text = '';
    for await (const piece of await exportRequests(admin, { show: 'ended' })) text += piece;
    expect(text).toContain(`${ids.refused},erasure,ccpa,refused,${email}`);
    expect(text).not.toContain(ids.late);
    const where = { workspaceId: home.workspaceId, action: 'privacy.list_exported' };
    expect(await home.ctx.db.auditEntry.count({ where })).toBe(1);
    const marketer = await personIn(home.workspaceId, 'marketer');
    await expect(exportRequests(marketer, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('somebody looked up before a request is written down', () => {
  it.each([
    [email, { name: 'Ada Known', openRequests: 3 }],
    [` ${email.toUpperCase()} `, { name: 'Ada Known' }],
    ['ada.known@customers.exampl', null],
    ['ada', null],
  ])('%s', async (identifier, found) => {
    const person = await lookUpPerson(admin, { identifierKind: 'email', identifier });
    if (found) expect(person).toMatchObject(found);
    else expect(person).toBeNull();
  });
});

describe('one request', () => {
  it('tells what can be done with it, and a wish can be run as it came', async () => {
    expect((await getRequest(admin, { requestId: ids.late })).moves).toEqual(['verify', 'refuse']);
    expect((await getRequest(admin, { requestId: ids.soon })).moves).toEqual(['verify', 'refuse', 'extend']);
    expect((await getRequest(admin, { requestId: ids.calm })).moves).toContain('run');
    expect((await getRequest(admin, { requestId: ids.refused })).moves).toEqual([]);
  });

  it('has its history, and hands a copy out once who asks is verified', async () => {
    const requestId = await received('access', 1);
    expect(await getRequest(admin, { requestId })).toMatchObject({ copy: null, customer: { name: 'Ada Known' } });
    await verifyRequest(admin, { requestId, verification: 'Signed in to the shop.' });
    const request = await getRequest(admin, { requestId });
    expect(request.history.map(({ action }) => action)).toEqual(['privacy.received', 'privacy.verified']);
    expect(request.history.every(({ actor }) => actor.startsWith('user:'))).toBe(true);
    expect(request.copy?.map(({ table }) => table)).toContain('customer');
    await runRequest(admin, { requestId });
    expect(await getRequest(admin, { requestId })).toMatchObject({ status: 'running', progress: { stage: null } });
  });
});

import { describe, expect, it } from 'vitest';
import { appendAudit } from '@/server/audit';
import { createContext, type ServiceContext } from '@/server/context';
import { db, pool } from '@/server/db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';
import { listEntries, verifyLog } from '.';

/** An administrator of a workspace whose log has `count` entries, the first of them the test's write key. */
async function auditor(count: number): Promise<ServiceContext> {
  const { workspaceId } = await freshWorkspace();
  const { userId } = await personWithPassword(workspaceId, 'admin');
  const actor = { kind: 'user', userId, name: 'Pat', role: 'admin', isSimulated: false } as const;
  const ctx = await createContext(workspaceId, actor);
  for (let index = 1; index < count; index++)
    await db().$transaction((tx) =>
      appendAudit(tx, ctx, { action: 'test.done', subject: `test:${index}`, payload: { index, text: 'Zoë ‰ 🪨' } }),
    );
  return ctx;
}

/** Changes the log the way somebody with the database's keys could. */
async function tamper(sql: string, workspaceId: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    await client.query("SET LOCAL session_replication_role = 'replica'");
    await client.query(sql, [workspaceId]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

describe('listEntries', () => {
  it('lists the latest first, page by page, with the names of people', async () => {
    const ctx = await auditor(5);
    const first = await listEntries(ctx, { limit: 3 });
    expect(first.items.map(({ seq }) => seq)).toEqual(['5', '4', '3']);
    expect(first.items[0]).toMatchObject({ actorName: 'Pat', action: 'test.done', subject: 'test:4' });
    const second = await listEntries(ctx, { limit: 3, cursor: first.nextCursor });
    expect(second.items.map(({ seq, actorName }) => [seq, actorName])).toEqual([
      ['2', 'Pat'],
      ['1', null],
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('shows no other workspace', async () => {
    const [own, other] = [await auditor(2), await auditor(4)];
    expect((await listEntries(own, {})).items).toHaveLength(2);
    expect(JSON.stringify((await listEntries(own, {})).items)).not.toContain(other.workspaceId);
  });

  it('is for administrators and executives', async () => {
    const ctx = await auditor(1);
    for (const role of ['marketer', 'approver'] as const) {
      const person = await personIn(ctx.workspaceId, role);
      await expect(listEntries(person, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(verifyLog(person)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await listEntries(await personIn(ctx.workspaceId, 'executive'), {})).items).toHaveLength(1);
  });
});

describe('verifyLog', () => {
  it('finds a whole log whole', async () => {
    const ctx = await auditor(6);
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, entries: 6, problem: null });
  });

  it.each([
    [
      'a changed entry',
      `UPDATE audit_entry SET payload = '{}' WHERE workspace_id = $1 AND seq = 3`,
      'Entry 3 was changed',
    ],
    ['a removed entry', 'DELETE FROM audit_entry WHERE workspace_id = $1 AND seq = 3', 'Entry 3 is missing'],
    ['a removed end', 'DELETE FROM audit_entry WHERE workspace_id = $1 AND seq > 4', 'the end is missing'],
    ['everything removed', 'DELETE FROM audit_entry WHERE workspace_id = $1', 'the end is missing'],
  ])('names %s', async (_what, sql, problem) => {
    const ctx = await auditor(6);
    await tamper(sql, ctx.workspaceId);
    expect(await verifyLog(ctx)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});

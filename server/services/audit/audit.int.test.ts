import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { verifyExport } from '@/scripts/audit-verify.mjs';
import { appendAudit } from '@/server/audit';
import { createContext, type ServiceContext } from '@/server/context';
import { systemDb, systemPool } from '@/server/system-db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';
import { shopper } from '@/tests/factories/shopper';
import { asOwner } from '@/tests/harness/as-owner';
import {
  exportEntries,
  exportLog,
  getEntry,
  installationSigner,
  listActors,
  listEntries,
  logsToCheckpoint,
  proveDecisionEntries,
  verifyLog,
  verifyPart,
  writeCheckpoint,
} from '.';

const folder = vi.hoisted(() => {
  process.env.TOUCHSTONE_DATA_DIR = `${process.env.TMPDIR ?? '/tmp'}/touchstone-audit-${process.pid}-${Date.now()}`;
  return process.env.TOUCHSTONE_DATA_DIR;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOON = new Date('2026-11-21T12:00:00Z');
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

async function append(ctx: ServiceContext, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, index) => ({
    action: 'decision.made' as const,
    subject: `decision:${index + 1}`,
    payload: { index, text: 'Zoë ‰ 🪨' },
  }));
  await systemDb().$transaction((tx) => appendAudit(tx, ctx, entries));
}

/** An administrator of a workspace whose log has `count` entries, the first of them the test's write key. */
async function auditor(count: number): Promise<ServiceContext> {
  const { workspaceId } = await freshWorkspace();
  const { userId } = await personWithPassword(workspaceId, 'admin');
  const actor = { kind: 'user', userId, name: 'Pat', role: 'admin', isSimulated: false } as const;
  const ctx = await createContext(workspaceId, actor);
  await append(ctx, count - 1);
  return ctx;
}

/** Changes the log the way somebody who owns the database could: triggers off, and on again. */
async function tamper(sql: string, workspaceId: string): Promise<void> {
  const tables = ['audit_entry', 'audit_head', 'audit_checkpoint'];
  await asOwner(async (client) => {
    await client.query('BEGIN');
    for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await client.query(sql, [workspaceId]);
    for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query('COMMIT');
  });
}

const fileOf = (workspaceId: string) => path.join(folder, 'audit', `${workspaceId}.ndjson`);

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('listEntries', () => {
  it('lists the latest first, page by page, with the names of people', async () => {
    const ctx = await auditor(5);
    const first = await listEntries(ctx, { limit: 3 });
    expect(first.items.map(({ seq }) => seq)).toEqual(['5', '4', '3']);
    expect(first.items[0]).toMatchObject({ actorName: 'Pat', action: 'decision.made', subject: 'decision:4' });
    const second = await listEntries(ctx, { limit: 3, cursor: first.nextCursor });
    expect(second.items.map(({ seq, actorName }) => [seq, actorName])).toEqual([
      ['2', 'Pat'],
      ['1', null],
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('is narrowed by actor, action, object, kind of object and time', async () => {
    const ctx = await auditor(5);
    const seqs = async (filters: Parameters<typeof listEntries>[1]) =>
      (await listEntries(ctx, filters)).items.map(({ seq }) => Number(seq));
    expect(await seqs({ actor: 'operator:test' })).toEqual([1]);
    expect(await seqs({ action: 'write_key.created' })).toEqual([1]);
    expect(await seqs({ subject: 'decision:2' })).toEqual([3]);
    expect(await seqs({ kind: 'write_key' })).toEqual([1]);
    expect(await seqs({ from: new Date(ctx.now.getTime() + 1) })).toEqual([]);
    expect(await seqs({ from: ctx.now, action: 'decision.made' })).toEqual([5, 4, 3, 2]);
    expect(await seqs({ to: ctx.now })).toEqual([1]);
    const actors = await listActors(ctx);
    expect(actors.map(({ name }) => name)).toEqual([null, 'Pat']);
  });

  it('shows no other workspace', async () => {
    const [own, other] = [await auditor(2), await auditor(4)];
    expect((await listEntries(own, {})).items).toHaveLength(2);
    expect(JSON.stringify((await listEntries(own, {})).items)).not.toContain(other.workspaceId);
    await expect(getEntry(own, { seq: '3' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is for administrators and executives, exports for administrators', async () => {
    const ctx = await auditor(1);
    for (const role of ['marketer', 'approver'] as const) {
      const person = await personIn(ctx.workspaceId, role);
      await expect(listEntries(person, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(verifyLog(person)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect((await listEntries(executive, {})).items).toHaveLength(1);
    await expect(exportLog(executive)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(exportEntries(executive, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('getEntry', () => {
  it('says which customer a pseudonym stands for, to those who may see customers', async () => {
    const ctx = await auditor(1);
    const customer = await shopper(ctx);
    const record = { action: 'consent.withdrawn', subject: `customer:${customer.subjectRef}`, payload: {} } as const;
    await systemDb().$transaction((tx) => appendAudit(tx, ctx, record));
    expect(await getEntry(ctx, { seq: '2' })).toMatchObject({ seq: '2', customerId: customer.id });
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect(await getEntry(executive, { seq: '2' })).toMatchObject({ customerId: null });
  });
});

describe('writeCheckpoint', () => {
  it('signs where the log stands, in the database and in a file for its owner alone', async () => {
    const ctx = await auditor(6);
    expect(await logsToCheckpoint()).toContain(ctx.workspaceId);
    expect(await writeCheckpoint(ctx, NOON)).toEqual({ signed: '6', problem: null });
    expect(await logsToCheckpoint()).not.toContain(ctx.workspaceId);
    const row = await systemDb().auditCheckpoint.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(row).toMatchObject({ seq: 6n, publicKey: installationSigner().publicKey });
    expect(JSON.parse(readFileSync(fileOf(ctx.workspaceId), 'utf8'))).toMatchObject({ seq: '6', hash: row.hash });
    expect(statSync(path.join(folder, 'audit-signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, entries: 6, checkpoint: { seq: '6', at: NOON } });
  });

  it('waits for five minutes or 1,000 entries, and for something new', async () => {
    const ctx = await auditor(6);
    await writeCheckpoint(ctx, NOON);
    expect(await writeCheckpoint(ctx, later(10))).toEqual({ signed: null, problem: null });
    await append(ctx, 1);
    expect(await writeCheckpoint(ctx, later(4))).toEqual({ signed: null, problem: null });
    expect(await writeCheckpoint(ctx, later(5))).toEqual({ signed: '7', problem: null });
    await append(ctx, 999);
    expect(await writeCheckpoint(ctx, later(6))).toEqual({ signed: null, problem: null });
    await append(ctx, 1);
    expect(await writeCheckpoint(ctx, later(6))).toEqual({ signed: '1007', problem: null });
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, entries: 1007 });
  });

  it('writes what a crash kept from the file, after a line it tore', async () => {
    const ctx = await auditor(3);
    await writeCheckpoint(ctx, NOON);
    const file = fileOf(ctx.workspaceId);
    const first = readFileSync(file, 'utf8');
    await append(ctx, 1);
    await writeCheckpoint(ctx, later(5));
    writeFileSync(file, `${first}{"type":"check`);
    await append(ctx, 1);
    await writeCheckpoint(ctx, later(10));
    const seqs = readFileSync(file, 'utf8').match(/"seq":"\d+"/g);
    expect(seqs).toEqual(['"seq":"3"', '"seq":"4"', '"seq":"5"']);
    expect(await verifyLog(ctx)).toMatchObject({ ok: true });
  });

  it.each([
    ['changed', `UPDATE audit_entry SET payload = '{}' WHERE workspace_id = $1 AND seq = 5`],
    ['not what was signed', `UPDATE audit_entry SET hash = 'x' WHERE workspace_id = $1 AND seq = 4`],
    ['forged', `UPDATE audit_checkpoint SET signature = 'x' WHERE workspace_id = $1`],
    ['ends at 2', `UPDATE audit_head SET seq = 2 WHERE workspace_id = $1`],
  ])('does not sign over a log that was changed: %s', async (_what, sql) => {
    const ctx = await auditor(4);
    await writeCheckpoint(ctx, NOON);
    await append(ctx, 2);
    await tamper(sql, ctx.workspaceId);
    const result = await writeCheckpoint(ctx, later(10));
    expect(result).toMatchObject({ signed: null, problem: expect.any(String) });
  });
});

describe('verifyLog', () => {
  it('finds a whole log whole, in parts too', async () => {
    const ctx = await auditor(6);
    expect(await verifyLog(ctx)).toEqual({ ok: true, entries: 6, problem: null, policies: [], checkpoint: null });
    expect(await verifyPart(ctx, { after: '4' })).toMatchObject({ upTo: '6', total: '6', isDone: true, problem: null });
  });

  it.each([
    ['a changed entry', `UPDATE audit_entry SET payload = '{}' WHERE workspace_id = $1 AND seq = 3`, '3'],
    ['a changed actor', `UPDATE audit_entry SET actor = 'job:x' WHERE workspace_id = $1 AND seq = 3`, '3'],
    ['another time', `UPDATE audit_entry SET at = at + '1 us' WHERE workspace_id = $1 AND seq = 3`, '3'],
    ['a removed entry', 'DELETE FROM audit_entry WHERE workspace_id = $1 AND seq = 3', '3'],
    ['a removed end', 'DELETE FROM audit_entry WHERE workspace_id = $1 AND seq > 4', '5'],
    ['everything removed', 'DELETE FROM audit_entry WHERE workspace_id = $1', '1'],
    ['another head', `UPDATE audit_head SET hash = 'x' WHERE workspace_id = $1`, '6'],
    ['a forged checkpoint', `UPDATE audit_checkpoint SET at = at + '1 s' WHERE workspace_id = $1`, '6'],
    ['a removed checkpoint', 'DELETE FROM audit_checkpoint WHERE workspace_id = $1', '6'],
  ])('names %s', async (_what, sql, entry) => {
    const ctx = await auditor(6);
    await writeCheckpoint(ctx, NOON);
    await tamper(sql, ctx.workspaceId);
    expect(await verifyLog(ctx)).toMatchObject({ ok: false, problem: { entry } });
  });

  it.each([
    ['the entry itself', `UPDATE audit_entry SET actor = 'job:x' WHERE workspace_id = $1 AND seq = 3`],
    ['one between it and the checkpoint', 'DELETE FROM audit_entry WHERE workspace_id = $1 AND seq = 5'],
    ['the checkpoint', `UPDATE audit_checkpoint SET at = at + '1 s' WHERE workspace_id = $1`],
  ])('signs no proof of a decision where %s was changed', async (_what, sql) => {
    const ctx = await auditor(6);
    await writeCheckpoint(ctx, NOON);
    const entry = await ctx.db.auditEntry.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, seq: 3n } });
    const decisionId = entry.subject.slice('decision:'.length);
    expect((await proveDecisionEntries(ctx, decisionId)).entries).toMatchObject([{ seq: 3n }]);
    await tamper(sql, ctx.workspaceId);
    await expect(proveDecisionEntries(ctx, decisionId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('finds an end that was cut off with its head and its checkpoints: the file outside remembers', async () => {
    const ctx = await auditor(6);
    const head = await systemDb().auditHead.findUniqueOrThrow({ where: { workspaceId: ctx.workspaceId } });
    await append(ctx, 4);
    await writeCheckpoint(ctx, NOON);
    await tamper('DELETE FROM audit_entry WHERE workspace_id = $1 AND seq > 6', ctx.workspaceId);
    await tamper('DELETE FROM audit_checkpoint WHERE workspace_id = $1', ctx.workspaceId);
    const back = `UPDATE audit_head SET seq = 6, hash = '${head.hash}' WHERE workspace_id = $1`;
    await tamper(back, ctx.workspaceId);
    expect(await verifyLog(ctx)).toMatchObject({ ok: false, problem: { entry: '7' } });
    // What the thief writes afterwards is not what was signed.
    await append(await createContext(ctx.workspaceId, ctx.actor, later(30)), 8);
    expect(await verifyLog(ctx)).toMatchObject({ ok: false, problem: { entry: '10' } });
    expect(await writeCheckpoint(ctx, later(60))).toMatchObject({ signed: null, problem: expect.any(String) });
  });

  it('does not take what somebody without the key added to the file for evidence', async () => {
    const ctx = await auditor(3);
    await writeCheckpoint(ctx, NOON);
    const line = JSON.parse(readFileSync(fileOf(ctx.workspaceId), 'utf8'));
    appendFileSync(fileOf(ctx.workspaceId), `${JSON.stringify({ ...line, seq: '9' })}\n`);
    expect(await verifyLog(ctx)).toMatchObject({ ok: true });
  });

  it('verifies entries of the first format in the same chain', async () => {
    const ctx = await auditor(2);
    const { rows } = await systemPool().query('SELECT hash FROM audit_head WHERE workspace_id = $1', [ctx.workspaceId]);
    await tamper(OLD_FORMAT_ENTRY.replaceAll('$hash', `'${rows[0].hash}'`), ctx.workspaceId);
    await append(ctx, 2);
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, entries: 5 });
  });
});

/** Appends a third entry as audit_append did before format 2. */
const OLD_FORMAT_ENTRY = `
  WITH text AS (SELECT string_agg(octet_length(f) || ':' || f, '' ORDER BY n) AS t
    FROM unnest(ARRAY[$hash, $1::uuid::text, '3', '2026-11-21T10:00:00.000000Z', 'job:old', 'decision.made', 'decision:1', '{}'])
      WITH ORDINALITY AS x(f, n)),
  written AS (INSERT INTO audit_entry SELECT $1::uuid, 3, '2026-11-21T10:00:00Z', 'job:old', 'decision.made', 'decision:1',
      '{}', $hash, encode(sha256(convert_to(t, 'UTF8')), 'hex'), 1 FROM text RETURNING hash)
  UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM written) WHERE workspace_id = $1::uuid`;

describe('exportLog', () => {
  it('is what the verifier finds whole, with its own entry at the end', async () => {
    const ctx = await auditor(6);
    await writeCheckpoint(ctx, NOON);
    await append(ctx, 3_000);
    const text = await textOf(await exportLog(ctx));
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'touchstone-export-')), 'log.ndjson');
    writeFileSync(file, text);
    const found = await verifyExport(file, {
      key: installationSigner().publicKey,
      checkpoints: path.join(folder, 'audit'),
    });
    expect(found.code).toBe(0);
    expect(found.lines[0]).toContain(`WHOLE  ${ctx.workspace.slug} (`);
    expect(found.lines[0]).toContain('3007 entries, last checkpoint at entry 3007');
    const [last, signature] = text.trimEnd().split('\n').slice(-3);
    expect(JSON.parse(last ?? '')).toMatchObject({ seq: '3007', action: 'audit.exported' });
    expect(JSON.parse(signature ?? '')).toMatchObject({ type: 'checkpoint', seq: '3007' });
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, checkpoint: { seq: '3007' } });
    // The verifier alone, in a process that knows nothing of the product.
    const alone = spawnSync(process.execPath, [path.resolve('scripts/audit-verify.mjs'), file], {
      cwd: path.dirname(file),
    });
    expect([alone.status, String(alone.stdout)]).toEqual([0, expect.stringContaining('WHOLE')]);
    writeFileSync(file, text.replace('"index":41,', '"index":42,').replace('index\\":41,', 'index\\":42,'));
    const tampered = spawnSync(process.execPath, [path.resolve('scripts/audit-verify.mjs'), file]);
    expect([tampered.status, String(tampered.stdout)]).toEqual([1, expect.stringContaining('entry 48, changed')]);
    rmSync(path.dirname(file), { recursive: true });
  });

  it('is whole and signed, however many write and export at the same time', async () => {
    const ctx = await auditor(3);
    const one = async () => {
      await append(ctx, 2);
      return textOf(await exportLog(ctx));
    };
    const [texts] = await Promise.all([
      Promise.all([one(), one(), one(), one()]),
      writeCheckpoint(ctx, NOON),
      append(ctx, 5),
    ]);
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'touchstone-export-')), 'log.ndjson');
    for (const text of texts) {
      writeFileSync(file, text);
      const found = await verifyExport(file, {
        key: installationSigner().publicKey,
        checkpoints: path.join(folder, 'audit'),
      });
      // A later export's checkpoint may be in the folder already: the log went on.
      const isNewest = text.includes('"type":"entry"') && text.includes('"last":"20"');
      expect(found).toMatchObject({ code: isNewest ? 0 : 2 });
      expect(found.lines[0]).toContain(isNewest ? 'WHOLE' : 'the log went on after this export');
      expect(await verifyExport(file, { key: installationSigner().publicKey })).toMatchObject({ code: 0 });
    }
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, entries: 20 });
    rmSync(path.dirname(file), { recursive: true });
  });

  it('of a log that was changed leaves all the same, without a signature that would cover it up', async () => {
    const ctx = await auditor(6);
    await writeCheckpoint(ctx, NOON);
    await tamper(`UPDATE audit_entry SET payload = '{}' WHERE workspace_id = $1 AND seq = 5`, ctx.workspaceId);
    await append(ctx, 1);
    await tamper(`UPDATE audit_entry SET payload = '{}' WHERE workspace_id = $1 AND seq = 7`, ctx.workspaceId);
    const text = await textOf(await exportLog(ctx));
    expect(text.match(/"type":"checkpoint"/g)).toHaveLength(1);
  });

  it('of a span of time is a part, and says so', async () => {
    const ctx = await auditor(2);
    const tomorrow = await createContext(ctx.workspaceId, ctx.actor, new Date(ctx.now.getTime() + 86_400_000));
    await append(tomorrow, 3);
    const text = await textOf(await exportLog(ctx, { from: tomorrow.now }));
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ first: '3', last: '5', isPartial: true });
    expect(lines.map(({ seq }) => seq)).toEqual([undefined, '3', '4', '5', undefined]);
  });
});

describe('exportEntries', () => {
  it('is a table of what the filters leave, in words', async () => {
    const ctx = await auditor(3);
    const text = await textOf(await exportEntries(ctx, { action: 'decision.made' }));
    const [heading, first] = text.split('\r\n');
    expect(heading).toBe('entry,at,actor,actor_name,action,what,about,payload,hash');
    expect(first).toContain('Pat,decision.made,Decision made,decision:2');
    expect((await listEntries(ctx, { limit: 1 })).items[0]).toMatchObject({ action: 'audit.exported' });
  });
});

import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'pg';
import { chainedText, GENESIS_HASH } from '@/domain/audit/verify-chain';
import { verifyExport } from '@/scripts/audit-verify.mjs';
import { checkpointLine } from '@/server/services/audit/checkpoint-line';
import { signerOf } from '@/server/services/audit/signing-key';
import { against, alone, type Measurement } from './report';

const APPENDED = 60_000;
const BATCH = 500;
const VERIFIED = 1_000_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Appending in batches through audit_append, beside a bare multi-row INSERT of the same rows into a table of the same
 * shape; and verifying an export of a million entries, beside hashing its lines and nothing more.
 */
export async function benchAudit(databaseUrl: string): Promise<Measurement[]> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await pool.query('CREATE TABLE bench_audit_entry (LIKE audit_entry INCLUDING ALL)');
    await appendChained(pool, 5_000);
    await insertBare(pool, 5_000);
    const appended = await appendChained(pool, APPENDED);
    const bare = await insertBare(pool, APPENDED);
    return [against('audit append', appended, 'entries/s', bare), ...(await benchVerify())];
  } finally {
    await pool.end();
  }
}

function batchOf(from: number): string {
  return JSON.stringify(
    Array.from({ length: BATCH }, (_, index) => ({
      at: '2026-11-21T10:00:00.123Z',
      actor: 'job:cart-sweep',
      action: 'decision.made',
      subject: `decision:${randomUUID()}`,
      payload: payloadOf(from + index),
    })),
  );
}

/** As large as the payload of a decision. */
function payloadOf(number: number): string {
  return JSON.stringify({
    action: 'cart_recovery',
    agentId: 'cart_winback',
    autonomyLevel: 2,
    channel: 'email',
    customer: `subject-${number}`,
    models: { open: 'prior-1', order: 'prior-1' },
    outcome: 'scheduled',
    policyVersion: 1,
    record: GENESIS_HASH,
    verdicts: { audit: 'pass', consent: 'pass', content: 'pass', financial: 'pass', frequency: 'pass', timing: 'pass' },
  });
}

async function perSecond(count: number, work: (batch: string) => Promise<unknown>): Promise<number> {
  const batches = Array.from({ length: count / BATCH }, (_, index) => batchOf(index * BATCH));
  const started = performance.now();
  for (const batch of batches) await work(batch);
  return (count / (performance.now() - started)) * 1_000;
}

function appendChained(pool: Pool, count: number): Promise<number> {
  const workspaceId = randomUUID();
  return perSecond(count, (batch) => pool.query('SELECT audit_append($1, $2)', [workspaceId, batch]));
}

function insertBare(pool: Pool, count: number): Promise<number> {
  const workspaceId = randomUUID();
  let seq = 0;
  return perSecond(count, (batch) => {
    seq += BATCH;
    return pool.query(
      `INSERT INTO bench_audit_entry (workspace_id, seq, at, actor, action, subject, payload, format, prev_hash, hash)
       SELECT $1, $3 + position, (e->>'at')::timestamptz, e->>'actor', e->>'action', e->>'subject', e->>'payload', 2, $4, $4
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS x(e, position)`,
      [workspaceId, batch, seq - BATCH, GENESIS_HASH],
    );
  });
}

async function benchVerify(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-bench-audit-'));
  const file = path.join(folder, 'log.ndjson');
  try {
    await pipeline(Readable.from(exportLines()), createWriteStream(file));
    const hashed = await hashLines(file);
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const { code, lines } = await verifyExport(file);
    const seconds = (performance.now() - started) / 1_000;
    if (code !== 0) throw new Error(`The export of the bench does not verify: ${lines.join(' ')}`);
    return [
      against('audit verify', VERIFIED / seconds, 'entries/s', hashed),
      alone('audit verify 1,000,000', seconds, 's'),
      alone('audit verify file', statSync(file).size / 1e6, 'MB'),
      alone('audit verify memory', (process.memoryUsage().rss - before) / 1e6, 'MB'),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* exportLines(): Generator<string> {
  const workspaceId = randomUUID();
  const signer = signerOf(
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  );
  const last = String(VERIFIED);
  const head = { type: 'log', version: 1, workspaceId, workspace: 'bench', first: '1', last, isPartial: false };
  yield `${JSON.stringify({ ...head, publicKey: signer.publicKey })}\n`;
  let hash = GENESIS_HASH;
  for (let number = 1; number <= VERIFIED; number++) {
    const entry = {
      workspaceId,
      seq: BigInt(number),
      at: '2026-11-21T10:00:00.123000Z',
      actor: 'job:cart-sweep',
      action: number === VERIFIED ? 'audit.exported' : 'decision.made',
      subject: `decision:${number}`,
      payload: number === VERIFIED ? '{"format":"ndjson","workspace":"bench"}' : payloadOf(number),
      format: 2,
      prevHash: hash,
    };
    hash = sha256(chainedText(entry, sha256));
    yield `${JSON.stringify({ type: 'entry', ...entry, seq: String(number), hash })}\n`;
  }
  const at = '2026-11-21T10:05:00.000Z';
  yield checkpointLine(signer.sign({ workspaceId, seq: BigInt(VERIFIED), hash, at, previous: GENESIS_HASH }));
  yield `${JSON.stringify({ type: 'end', workspaceId, entries: VERIFIED, last, hash })}\n`;
}

/** Lines a second that are read and hashed, and nothing else. */
async function hashLines(file: string): Promise<number> {
  const started = performance.now();
  let rest = '';
  let count = 0;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) sha256(line);
    count += lines.length;
  }
  return (count / (performance.now() - started)) * 1_000;
}

import type { Certificate, CertificateLine } from '@/domain/privacy/certificate';
import { erasureLine } from '@/domain/privacy/certificate';
import type { IdentifierKind, RequestKind } from '@/domain/privacy/request';
import { PERSON_TABLES } from '@/domain/privacy/tables';
import { after, MINUTE } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { PrivacyRequest } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { holdProcessing } from '../../processing-lock';
import { sha256OfJson } from '../../sha256';
import { systemDb } from '../../system-db';
import { optOutOfSale } from '../consent';
import { beginErasure } from './begin-erasure';
import { asksForCopy, plansOf } from './copy-plans';
import { eraseRows } from './erase-rows';
import { findRequest, lockRequest } from './find-request';
import { loadPerson, type Person } from './person';
import { countRows } from './person-rows';
import { type Progress, readProgress, withRows } from './progress';
import { findPerson } from './receive-request';
import { stopMarketing } from './stop-marketing';

/** Rows erased in one transaction, and transactions in one turn: a killed one costs little and holds nobody up. */
const BATCH = 1_000;
const BATCHES = 20;
/** A request that has not been heard of for so long has lost its announcement. */
const SILENT_MS = MINUTE;

/** `waiting`: a message is being handed over at this moment; the next turn goes on when it has settled. */
export type RequestTurn = { done: boolean; status: 'running' | 'waiting' | 'done' };

/**
 * One turn of a request that was begun. Each batch of an erasure is written down with what it erased, in one
 * transaction: killed at any moment, it goes on where it stopped and counts nothing twice.
 */
export async function requestTurn(
  ctx: ServiceContext,
  { requestId, batches = BATCHES, batchSize = BATCH }: { requestId: string; batches?: number; batchSize?: number },
): Promise<RequestTurn> {
  const request = await findRequest(ctx.db, ctx, requestId);
  if (request.status !== 'running') return { done: true, status: 'done' };
  if (request.kind !== 'erasure' || request.customerId === null) {
    await inTransaction(ctx, (tx) => answerAtOnce(tx, ctx, requestId));
    return { done: true, status: 'done' };
  }
  for (let batch = 0; batch < batches; batch++) {
    const step = await inTransaction(ctx, (tx) => eraseStep(tx, ctx, requestId, batchSize));
    if (step === 'done' || step === 'waiting') return { done: true, status: step };
  }
  return { done: false, status: 'running' };
}

/** One turn, by the job that runs it. */
export async function requestTurnOf(input: { workspaceId: string; requestId: string }): Promise<RequestTurn> {
  const ctx = await createContext(input.workspaceId, { kind: 'job', name: 'privacy-run' });
  return requestTurn(ctx, input);
}

/** Requests that should be going on and are not. */
export async function silentRequests(now: Date): Promise<{ workspaceId: string; requestId: string }[]> {
  const rows = await systemDb().privacyRequest.findMany({
    where: { status: 'running', updatedAt: { lt: after(now, -SILENT_MS) } },
    select: { id: true, workspaceId: true },
    take: 100,
  });
  return rows.map(({ id, workspaceId }) => ({ workspaceId, requestId: id }));
}

/** What is done in one step: a hand-over and a count, a word in the ledger, or nothing where nobody is known. */
async function answerAtOnce(tx: Db, ctx: ServiceContext, requestId: string): Promise<void> {
  const request = await lockRequest(tx, ctx, requestId);
  if (request.status !== 'running') return;
  const { customerId } = request;
  const lines: CertificateLine[] = [];
  if (customerId) {
    const kind = request.kind as RequestKind;
    if (asksForCopy(kind)) lines.push(...(await handedOver(tx, ctx, kind, customerId)));
    const evidence = `privacy_request:${requestId}`;
    if (kind === 'opt_out_of_sale') await optOutOfSale(tx, ctx, { customerId, source: 'privacy request', evidence });
    if (kind === 'opt_out_of_marketing')
      await stopMarketing(tx, ctx, { customerId, source: 'privacy request', evidence });
  }
  await finish(tx, ctx, request, { lines, tombstones: 0 });
}

async function handedOver(
  tx: Db,
  ctx: ServiceContext,
  kind: 'access' | 'portability',
  customerId: string,
): Promise<CertificateLine[]> {
  const person = await loadPerson(tx, ctx, customerId);
  const lines: CertificateLine[] = [];
  for (const plan of plansOf(kind)) {
    const { table, called } = plan;
    const rows = await countRows(tx, ctx, plan, person);
    lines.push({ table, called, done: 'handed over', rows, because: 'The person asked for a copy.' });
  }
  return lines;
}

type Step = 'erased' | 'waiting' | 'done';

async function eraseStep(tx: Db, ctx: ServiceContext, requestId: string, limit: number): Promise<Step> {
  const request = await lockRequest(tx, ctx, requestId);
  if (request.status !== 'running' || request.customerId === null) return 'done';
  const progress = readProgress(request.progress);
  const person = await loadPerson(tx, ctx, request.customerId);
  if (!progress.hasBegun) {
    const tombstones = progress.tombstones + (await beginErasure(tx, ctx, requestId, person));
    await note(tx, ctx, requestId, { ...progress, hasBegun: true, tombstones });
    return 'erased';
  }
  if (await isBeingHandedOver(tx, ctx, person)) return 'waiting';
  return (await eraseSome(tx, ctx, { requestId, progress, person, limit }))
    ? 'erased'
    : complete(tx, ctx, request, person);
}

type Work = { requestId: string; progress: Progress; person: Person; limit: number };

/** The next batch of the first table that still has something; who the person is stays for `complete`. */
async function eraseSome(tx: Db, ctx: ServiceContext, { requestId, progress, person, limit }: Work): Promise<boolean> {
  for (const plan of PERSON_TABLES.filter(({ table }) => !LAST.includes(table))) {
    const count = await eraseRows(tx, ctx, { plan, person, limit });
    if (count === 0) continue;
    await note(tx, ctx, requestId, withRows(progress, plan.table, count));
    return true;
  }
  return false;
}

/** What tells who the person is: erased in the last transaction, so that every one before knew. */
const LAST: readonly string[] = ['privacy_request', 'customer_identity', 'customer'];
/** More ids than anybody has. */
const ALL = 1_000_000;

/**
 * The last transaction: with nobody processing events, everything is looked through once more, then who the person was
 * is erased and the certificate written.
 */
async function complete(tx: Db, ctx: ServiceContext, request: PrivacyRequest, person: Person): Promise<Step> {
  await holdProcessing(tx, ctx);
  let progress = readProgress(request.progress);
  for (const plan of PERSON_TABLES) {
    const count = await eraseRows(tx, ctx, { plan, person, limit: ALL });
    if (count > 0) progress = withRows(progress, plan.table, count);
  }
  const lines: CertificateLine[] = [];
  for (const plan of PERSON_TABLES)
    lines.push(erasureLine(plan, progress.rows[plan.table] ?? 0, await countRows(tx, ctx, plan, person)));
  await tx.$executeRaw`UPDATE customer SET erased_at = ${ctx.now}, subject_ref = gen_random_uuid()
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${person.customerIds}::uuid[])`;
  if (await goOnWithNext(tx, ctx, request, progress)) return 'erased';
  await note(tx, ctx, request.id, progress);
  await finish(tx, ctx, request, { lines, tombstones: progress.tombstones });
  return 'done';
}

/** Several records may stand for one person: whoever else is known by what the request names is next. */
async function goOnWithNext(
  tx: Db,
  ctx: ServiceContext,
  request: PrivacyRequest,
  progress: Progress,
): Promise<boolean> {
  const { id, identifier } = request;
  if (!identifier) return false;
  const customerId = await findPerson(tx, ctx, request.identifierKind as IdentifierKind, identifier);
  if (!customerId) return false;
  await tx.privacyRequest.updateMany({
    where: { workspaceId: ctx.workspaceId, id },
    data: { customerId, identifier, progress: { ...progress, hasBegun: false } },
  });
  return true;
}

/** An address is needed for as long as a message is on its way to it; a claim ends by itself within a minute. */
async function isBeingHandedOver(tx: Db, ctx: ServiceContext, { customerId }: Person): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, customerId, status: { in: ['claimed', 'attempting'] } };
  return (await tx.message.count({ where })) > 0;
}

async function note(tx: Db, ctx: ServiceContext, id: string, progress: Progress): Promise<void> {
  await tx.privacyRequest.updateMany({ where: { workspaceId: ctx.workspaceId, id }, data: { progress } });
}

async function finish(
  tx: Db,
  ctx: ServiceContext,
  request: PrivacyRequest,
  { lines, tombstones }: Pick<Certificate, 'lines' | 'tombstones'>,
): Promise<void> {
  const { id, kind, regime } = request;
  const certificate: Certificate = {
    format: 'touchstone-privacy-certificate-1',
    workspace: ctx.workspace.name,
    requestId: id,
    kind,
    regime,
    receivedAt: request.receivedAt.toISOString(),
    dueAt: request.dueAt.toISOString(),
    verifiedAt: request.verifiedAt?.toISOString() ?? null,
    verifiedBy: request.verifiedBy,
    startedAt: (request.startedAt ?? ctx.now).toISOString(),
    startedBy: request.startedBy ?? '',
    finishedAt: ctx.now.toISOString(),
    tombstones,
    lines,
  };
  const certificateHash = certificateHashOf(certificate);
  await tx.privacyRequest.updateMany({
    where: { workspaceId: ctx.workspaceId, id },
    data: { status: 'done', endedAt: ctx.now, certificate: certificate as unknown as object, certificateHash },
  });
  const rows = Object.fromEntries(lines.map(({ table, rows: count }) => [table, count]));
  const payload = { kind, regime, rows, certificate: certificateHash };
  await appendAudit(tx, ctx, { action: 'privacy.completed', subject: `privacy_request:${id}`, payload });
}

/** SHA-256 of a certificate as canonical JSON: the audit log has it, so that a copy can be checked. */
export function certificateHashOf(certificate: Certificate): string {
  return sha256OfJson(certificate);
}

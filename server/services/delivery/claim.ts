import type { ChannelId } from '@/domain/channels/channel';
import { ON_PAGE } from '@/domain/channels/on-page';
import type { Outcome } from '@/domain/decisions/outcome';
import { WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { changedSince, type LeavingFacts, type Stopped } from '@/domain/delivery/before-leaving';
import { affordable } from '@/domain/delivery/token-bucket';
import { EVERYTHING, MARKETING } from '@/domain/guardrails/consent-record';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { noteWait } from '../../service-times';
import { addressHashes } from '../consent';
import { type Recheck, recheck } from '../guardrails';
import { COVERS } from '../kill-switch';
import type { Dispatch } from './dispatch-due';
import type { Admission } from './gates';

/** A message that is ours to send until its lease ends. */
export type ClaimedMessage = {
  id: string;
  decisionId: string;
  customerId: string;
  channel: ChannelId;
  toAddress: string;
  /** Under which the address may stand on the suppression list. */
  addressHashes: readonly string[];
  attempts: number;
  /** What it costs of the sender's quota. */
  units: number;
};

export type Claim = {
  messages: ClaimedMessage[];
  considered: number;
  cancelled: number;
  deferred: number;
  /** Some were due that a quota did not pay for any more. */
  isCut: boolean;
};

type DueRow = Omit<ClaimedMessage, 'addressHashes'> & {
  outcome: Outcome;
  offerStatus: string | null;
  offerExpiresAt: Date | null;
  consent: string | null;
  /** Since when nothing held it back: its time, the end of its hold, or of the last stop that covered it. */
  freeSince: Date;
};

/**
 * Claims due messages and, in the same transaction, judges each by the world as it is now: kill switch, suppression,
 * consent, offer, orders, guardrails. What may not leave is cancelled or put off, with its reason and audit entry.
 */
export function claimDue(dispatch: Dispatch, limit: number, admission: Admission): Promise<Claim> {
  const { ctx } = dispatch;
  return inTransaction(ctx, async (tx) => {
    const { due, isCut } = admitted(await lockDue(tx, ctx, limit, admission), admission);
    if (due.length === 0) return { messages: [], considered: 0, cancelled: 0, deferred: 0, isCut };
    const hashes = await hashesOf(ctx, due);
    const judged = await judge(tx, ctx, due, hashes);
    const go = judged.filter(({ verdict }) => verdict.kind === 'go').map(({ row }) => row);
    await take(tx, dispatch, go);
    for (const { freeSince } of go) noteWait(ctx, 'dispatch', freeSince);
    const deferred = await putOff(tx, ctx, judged);
    const cancelled = await cancel(tx, ctx, judged);
    const messages = go.map((row) => ({ ...row, addressHashes: hashes.get(row.id) ?? [] }));
    return { messages, considered: due.length, cancelled, deferred, isCut };
  });
}

/** Of each channel the first ones that its allowance pays for; the others stay in the queue. */
function admitted(rows: readonly DueRow[], { allowances }: Admission): { due: DueRow[]; isCut: boolean } {
  const left = new Set<string>();
  for (const [channel, { units, burst, most }] of allowances) {
    const mine = rows.filter((row) => row.channel === channel);
    const costs = mine.map((row) => row.units);
    const { count } = affordable(units, costs, burst);
    for (const row of mine.slice(Math.min(count, most))) left.add(row.id);
  }
  return { due: rows.filter(({ id }) => !left.has(id)), isCut: left.size > 0 };
}

/**
 * Due messages that nothing holds back: a kill switch holds until somebody resumes, a fresh approval until it can no
 * longer be taken back.
 */
function lockDue(tx: Db, ctx: ServiceContext, limit: number, { allowances }: Admission): Promise<DueRow[]> {
  const closed = [...allowances].filter(([, { most }]) => most === 0).map(([channel]) => channel);
  return tx.$queryRaw<DueRow[]>`
    SELECT m.id, m.decision_id AS "decisionId", m.customer_id AS "customerId", m.channel, m.to_address AS "toAddress",
           m.attempts, m.units, d.outcome, o.status AS "offerStatus", o.expires_at AS "offerExpiresAt",
           (SELECT e.status FROM consent_event e
             WHERE e.workspace_id = m.workspace_id AND e.customer_id = m.customer_id
               AND ((e.channel = m.channel AND e.purpose = ${MARKETING}) OR e.purpose = ${EVERYTHING})
             ORDER BY e.occurred_at DESC, e.recorded_at DESC, e.id DESC LIMIT 1) AS consent,
           greatest(m.send_at, m.hold_until, (SELECT max(k.resumed_at) FROM kill_switch k
             WHERE k.workspace_id = m.workspace_id AND k.resumed_at > m.send_at AND ${COVERS})) AS "freeSince"
    FROM message m
    JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
    LEFT JOIN offer o ON o.workspace_id = m.workspace_id AND o.decision_id = m.decision_id
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.status = 'queued' AND m.send_at <= ${ctx.now}
      AND m.provider <> ${ON_PAGE}
      AND (m.hold_until IS NULL OR m.hold_until <= ${ctx.now})
      AND m.channel <> ALL(${closed}::text[])
      AND NOT EXISTS (
        SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id AND k.resumed_at IS NULL AND ${COVERS})
    ORDER BY m.send_at, m.id LIMIT ${limit}
    FOR UPDATE OF m SKIP LOCKED`;
}

async function hashesOf(ctx: ServiceContext, rows: readonly DueRow[]): Promise<Map<string, string[]>> {
  const hashes = new Map<string, string[]>();
  for (const row of rows) hashes.set(row.id, await addressHashes(ctx.workspaceId, row.channel, row.toAddress));
  return hashes;
}

type Judged = { row: DueRow; verdict: Recheck };

/** What changed ends it at once; what is left is put before all guardrails again. */
async function judge(tx: Db, ctx: ServiceContext, due: DueRow[], hashes: Map<string, string[]>): Promise<Judged[]> {
  const suppressed = await tx.suppression.findMany({
    where: { workspaceId: ctx.workspaceId, addressHash: { in: [...hashes.values()].flat() } },
    select: { channel: true, addressHash: true },
  });
  const refused = new Set(suppressed.map((entry) => `${entry.channel}:${entry.addressHash}`));
  const isRefused = ({ id, channel }: DueRow) =>
    (hashes.get(id) ?? []).some((hash) => refused.has(`${channel}:${hash}`));
  const stopped = new Map<string, Stopped | null>(
    due.map((row) => [row.id, changedSince(factsOf(ctx, row, isRefused(row)))]),
  );
  const open = due.filter((row) => !stopped.get(row.id)).map((row) => row.decisionId);
  const rechecked = await recheck(tx, ctx, open);
  return due.map((row) => {
    const ended = stopped.get(row.id);
    const verdict = ended
      ? { kind: 'stop' as const, outcome: 'cancelled' as const, ...ended }
      : rechecked.get(row.decisionId);
    return { row, verdict: verdict ?? UNCHECKED };
  });
}

/** Fail closed: what nobody judged does not leave. */
const UNCHECKED: Recheck = {
  kind: 'stop',
  outcome: 'blocked',
  code: 'unchecked',
  reason: 'The guardrails could not be asked again.',
};

function factsOf(ctx: ServiceContext, row: DueRow, isSuppressed: boolean): LeavingFacts {
  const { outcome, consent, offerStatus, offerExpiresAt } = row;
  return {
    outcome,
    isSuppressed,
    isConsentWithdrawn: consent === 'withdrawn',
    offer: offerStatus && offerExpiresAt ? { status: offerStatus, expiresAt: offerExpiresAt } : null,
    now: ctx.now,
  };
}

async function take(tx: Db, { ctx, worker, leaseMs }: Dispatch, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE message SET status = 'claimed', claimed_by = ${worker},
      lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${rows.map((row) => row.id)}::uuid[])`;
}

async function putOff(tx: Db, ctx: ServiceContext, judged: readonly Judged[]): Promise<number> {
  const later = judged.flatMap(({ row, verdict }) =>
    verdict.kind === 'later' ? [{ id: row.id, until: verdict.until, reason: verdict.reason }] : [],
  );
  if (later.length === 0) return 0;
  await tx.$executeRaw`
    UPDATE message m SET send_at = later.until, failure_code = 'deferred', failure_reason = later.reason
    FROM json_to_recordset(${JSON.stringify(later)}::json) AS later(id uuid, until timestamptz, reason text)
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = later.id`;
  return later.length;
}

async function cancel(tx: Db, ctx: ServiceContext, judged: readonly Judged[]): Promise<number> {
  const stopped = judged.flatMap(({ row, verdict }) => (verdict.kind === 'stop' ? [{ row, verdict }] : []));
  if (stopped.length === 0) return 0;
  const ended = stopped.map(({ row: { id, decisionId }, verdict: { code, reason, outcome } }) => ({
    id,
    decision: decisionId,
    code,
    reason,
    outcome,
  }));
  const rows = Prisma.sql`json_to_recordset(${JSON.stringify(ended)}::json)
    AS ended(id uuid, decision uuid, code text, reason text, outcome text)`;
  await tx.$executeRaw`
    UPDATE message m SET status = 'cancelled', failure_code = ended.code, failure_reason = ended.reason FROM ${rows}
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = ended.id`;
  await tx.$executeRaw`
    UPDATE decision d SET outcome = ended.outcome, outcome_reason = ended.reason, version = d.version + 1 FROM ${rows}
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = ended.decision
      AND d.outcome = ANY(${[...WAITING_TO_LEAVE]}::text[])`;
  await appendAudit(
    tx,
    ctx,
    stopped.map(({ row, verdict }) => ({
      action: `decision.${verdict.outcome}`,
      subject: `decision:${row.decisionId}`,
      payload: { messageId: row.id, code: verdict.code },
    })),
  );
  return stopped.length;
}

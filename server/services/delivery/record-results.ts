import type { Provider, SendResult } from '@/domain/channels/port';
import { WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { failureCode } from '@/domain/delivery/blocklist';
import { retryAfter } from '@/domain/delivery/retry';
import { WORD_WITHIN_MS } from '@/domain/delivery/silence';
import { after } from '@/domain/shared/time';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { stopChannel } from '../kill-switch';
import type { ClaimedMessage } from './claim';
import type { Dispatch } from './dispatch-due';
import { noteSuppressed } from './note-suppressed';

export type Attempted = { message: ClaimedMessage; provider: Provider; result: SendResult };

/** What became of a message, as it is counted. */
export type Settled = 'sent' | 'failed' | 'deferred' | 'unknown';

type Settlement = Attempted & { settled: Settled; retryAt: Date | null };

/**
 * Writes down how hand-overs ended, with the decisions they belong to and the audit entries, in one transaction. A
 * result that comes after its lease was taken for lost is still written: it ends the uncertainty.
 */
export async function recordResults({ ctx, worker }: Dispatch, attempted: Attempted[]): Promise<Settled[]> {
  const settlements = attempted.map((attempt) => settle(ctx, attempt));
  await inTransaction(ctx, async (tx) => {
    await writeAccepted(tx, ctx, worker, settlements);
    for (const settlement of settlements) {
      if (settlement.settled !== 'sent') await writeRefused(tx, ctx, worker, settlement);
    }
    await closeDecisions(tx, ctx, settlements);
  });
  await pauseChannels(ctx, attempted);
  return settlements.map(({ settled }) => settled);
}

function settle(ctx: ServiceContext, attempt: Attempted): Settlement {
  const { result, message } = attempt;
  switch (result.kind) {
    case 'accepted':
      return { ...attempt, settled: 'sent', retryAt: null };
    case 'unknown':
      return { ...attempt, settled: 'unknown', retryAt: null };
    case 'fail':
    case 'suppress':
      return { ...attempt, settled: 'failed', retryAt: null };
    case 'retry': {
      const attempts = message.attempts + 1;
      const waitMs = retryAfter(attempts, message.id, result.retryAfterMs);
      if (waitMs === null || attempts >= (result.mostAttempts ?? Number.POSITIVE_INFINITY))
        return { ...attempt, settled: 'failed', retryAt: null };
      return { ...attempt, settled: 'deferred', retryAt: new Date(ctx.now.getTime() + waitMs) };
    }
  }
}

/**
 * What was accepted counts as delivered at once where the provider tells nothing later; otherwise when it says so. A
 * report may have come before this: then it has said more already.
 */
async function writeAccepted(tx: Db, ctx: ServiceContext, worker: string, settlements: Settlement[]): Promise<void> {
  const accepted = settlements.flatMap(({ message, provider, result }) =>
    result.kind === 'accepted'
      ? [{ id: message.id, provider, providerMessageId: result.providerMessageId || null }]
      : [],
  );
  if (accepted.length === 0) return;
  await tx.$executeRaw`
    WITH written AS (
      UPDATE message m SET status = CASE WHEN done.is_final THEN 'delivered' ELSE 'accepted' END,
        provider = done.provider, provider_message_id = done.provider_message_id, accepted_at = ${ctx.now},
        delivered_at = CASE WHEN done.is_final THEN ${ctx.now}::timestamptz END,
        lease_until = CASE WHEN done.is_final THEN NULL ELSE ${after(ctx.now, WORD_WITHIN_MS)}::timestamptz END,
        failure_code = NULL, failure_reason = NULL
      FROM unnest(${accepted.map((each) => each.id)}::uuid[], ${accepted.map((each) => each.provider.id)}::text[],
        ${accepted.map((each) => each.providerMessageId)}::text[],
        ${accepted.map((each) => !each.provider.reportsDelivery)}::boolean[])
        AS done(id, provider, provider_message_id, is_final)
      WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = done.id AND m.claimed_by = ${worker}
        AND m.status IN ('attempting', 'unknown')
      RETURNING m.id, m.customer_id, done.is_final
    ), people AS (
      -- Locked in one order, so that two dispatchers never wait for each other.
      SELECT c.id, touched.count FROM customer c
      JOIN (SELECT customer_id, count(*)::int AS count FROM written WHERE is_final GROUP BY customer_id) touched
        ON touched.customer_id = c.id
      WHERE c.workspace_id = ${ctx.workspaceId}::uuid ORDER BY c.id FOR UPDATE OF c
    )
    UPDATE customer c SET delivered_touches = c.delivered_touches + people.count
    FROM people WHERE c.workspace_id = ${ctx.workspaceId}::uuid AND c.id = people.id`;
  await nameEarlyReported(tx, ctx, worker, accepted);
}

type Accepted = { id: string; providerMessageId: string | null };

/** A message that a report has settled already still gets the provider's name for it: later reports may use that alone. */
async function nameEarlyReported(tx: Db, ctx: ServiceContext, worker: string, accepted: Accepted[]): Promise<void> {
  const named = accepted.filter(({ providerMessageId }) => providerMessageId !== null);
  if (named.length === 0) return;
  await tx.$executeRaw`
    UPDATE message m SET provider_message_id = done.provider_message_id
    FROM unnest(${named.map(({ id }) => id)}::uuid[], ${named.map((each) => each.providerMessageId)}::text[])
      AS done(id, provider_message_id)
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = done.id AND m.claimed_by = ${worker}
      AND m.provider_message_id IS NULL`;
}

/** What a person has to look at stops its channel until somebody resumes; the stop says why. */
async function pauseChannels(ctx: ServiceContext, attempted: readonly Attempted[]): Promise<void> {
  for (const { message, provider, result } of attempted) {
    if (result.kind !== 'fail' || !result.pausesChannel) continue;
    await stopChannel(ctx, message.channel, { provider: provider.id, ...result });
  }
}

async function writeRefused(tx: Db, ctx: ServiceContext, worker: string, settlement: Settlement): Promise<void> {
  const { message, result, settled, retryAt, provider } = settlement;
  if (result.kind === 'accepted') return;
  const because = result.kind === 'suppress' ? (result.because ?? 'hard_bounce') : null;
  const isBounce = because === 'hard_bounce';
  const { count } = await tx.message.updateMany({
    where: {
      workspaceId: ctx.workspaceId,
      id: message.id,
      claimedBy: worker,
      status: { in: ['attempting', 'unknown'] },
    },
    data: {
      provider: provider.id,
      status: statusOf(settled, isBounce),
      ...(retryAt && { sendAt: retryAt, claimedBy: null }),
      ...(isBounce && { bouncedAt: ctx.now }),
      leaseUntil: settled === 'unknown' ? after(ctx.now, WORD_WITHIN_MS) : null,
      failureCode: failureCode(message.channel, result),
      failureReason: result.reason.slice(0, 500),
    },
  });
  if (count > 0 && because) {
    await noteSuppressed(tx, ctx, { ...message, isSimulated: ctx.workspace.isDemo }, because);
  }
}

function statusOf(settled: Settled, isBounce: boolean): 'queued' | 'unknown' | 'bounced' | 'failed' {
  if (settled === 'deferred') return 'queued';
  if (settled === 'unknown') return 'unknown';
  return isBounce ? 'bounced' : 'failed';
}

/** Why an uncertain message counts as sent: it may have arrived, and must never leave twice. */
export const UNCERTAIN = 'Uncertain: the provider may or may not have it. It is not sent again.';

async function closeDecisions(tx: Db, ctx: ServiceContext, settlements: Settlement[]): Promise<void> {
  const closed = settlements.filter(({ settled }) => settled !== 'deferred').map(closing);
  if (closed.length === 0) return;
  const changed = await tx.$queryRaw<{ id: string }[]>`
    UPDATE decision d SET outcome = done.outcome, outcome_reason = done.reason, version = d.version + 1
    FROM unnest(${closed.map((each) => each.decisionId)}::uuid[], ${closed.map((each) => each.outcome)}::text[],
      ${closed.map((each) => each.reason)}::text[]) AS done(id, outcome, reason)
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = done.id
      AND d.outcome = ANY(${[...WAITING_TO_LEAVE]}::text[])
    RETURNING d.id`;
  const changedIds = new Set(changed.map(({ id }) => id));
  await appendAudit(
    tx,
    ctx,
    closed
      .filter(({ decisionId }) => changedIds.has(decisionId))
      .map(({ decisionId, outcome, payload }) => ({
        action: `decision.${outcome}` as const,
        subject: `decision:${decisionId}`,
        payload,
      })),
  );
}

function closing({ message, provider, result, settled }: Settlement) {
  const isSent = settled === 'sent' || settled === 'unknown';
  const code = result.kind === 'accepted' ? 'accepted' : result.code;
  return {
    decisionId: message.decisionId,
    outcome: isSent ? ('executed' as const) : ('failed' as const),
    reason: settled === 'unknown' ? UNCERTAIN : result.kind === 'accepted' ? null : result.reason.slice(0, 500),
    payload: { messageId: message.id, provider: provider.id, result: settled, code },
  };
}

import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { appendAudit } from '../../../audit';
import { actorRef, authorise, type ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { ServiceError } from '../../../errors';
import { holdProcessing } from '../../../processing-lock';
import { type ConsentInput, recordConsent } from '../../consent';
import { activePolicy } from '../../policies';
import { EVENT_COLUMNS, type OwnedEvent } from '../processing/claim';
import { recordConsents } from '../processing/consents';
import { CustomerDrafts } from '../processing/customer-drafts';
import { lastWords } from './consent-sides';
import { KEPT_ROWS, type Moved, movedOf, rowId, seeMerged, settle, table } from './records';

export const UnmergeInput = z.object({ mergeId: z.uuid() });

/** Longer than `inTransaction` gives: it may have to wait for a whole chunk of events. */
const TRANSACTION = { timeout: 120_000, maxWait: 10_000 };

type Merge = { id: string; survivorId: string; mergedId: string };

/**
 * Undoes a merge: both records stand as if it had never been, what has come in since then included: each id is whose it
 * was, each event its id's, everything folded from events is folded anew. Decisions and messages made since stay with the
 * survivor, for whom they were made. Consent that one got from the other is taken back; what somebody has said since
 * then holds. Throws not_found, and conflict for one that was undone or has another merge on top of it.
 */
export async function unmergeCustomers(
  ctx: ServiceContext,
  input: z.input<typeof UnmergeInput>,
): Promise<{ survivorId: string; restoredId: string }> {
  authorise(ctx, 'customers.merge');
  const { mergeId } = UnmergeInput.parse(input);
  return ctx.db.$transaction(async (tx) => {
    await holdProcessing(tx, ctx);
    await seeMerged(tx);
    const merge = await lockMerge(tx, ctx, mergeId);
    const { survivorId, mergedId } = merge;
    await giveBackIdentities(tx, ctx, merge);
    await bringIntoSight(tx, ctx, merge);
    const { moved, owners } = await giveBackEvents(tx, ctx, merge);
    await giveBackRows(tx, ctx, merge);
    const ids = [...new Set([survivorId, mergedId, ...owners])];
    const { document: policy } = await activePolicy(ctx, tx);
    const drafts = new CustomerDrafts(tx, ctx, policy.engagement);
    await drafts.load(ids);
    await drafts.rebuild(ids);
    await takeConsentBack(tx, ctx, merge);
    const staged = await settle(tx, ctx, drafts, { ids, moved });
    const undoneById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: mergeId } };
    await tx.customerMerge.update({ where, data: { undoneAt: ctx.now, undoneById } });
    const subject = await subjectOf(tx, ctx, survivorId);
    await appendAudit(tx, ctx, [...staged, { action: 'customers.unmerged', subject, payload: { mergeId } }]);
    return { survivorId, restoredId: mergedId };
  }, TRANSACTION);
}

async function lockMerge(tx: Db, ctx: ServiceContext, id: string): Promise<Merge> {
  const where = { workspaceId: ctx.workspaceId, id };
  const merge = await tx.customerMerge.findFirst({ where });
  if (!merge) throw new ServiceError('not_found', 'There is no such merge.');
  if (merge.undoneAt) throw new ServiceError('conflict', 'This merge has been undone already.');
  const rows = await tx.$queryRaw<{ id: string; mergedIntoId: string | null }[]>`
    SELECT id, merged_into_id AS "mergedIntoId" FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id IN (${merge.survivorId}::uuid, ${merge.mergedId}::uuid)
    ORDER BY id FOR UPDATE`;
  const into = new Map(rows.map((row) => [row.id, row.mergedIntoId]));
  if (into.get(merge.mergedId) !== merge.survivorId || into.get(merge.survivorId) !== null) {
    throw new ServiceError('conflict', 'Another merge stands on top of this one: undo that one first.');
  }
  return merge;
}

/** Ids go home. An anonymous id that somebody has been seen with belongs to the first, as it would have without the merge. */
async function giveBackIdentities(tx: Db, ctx: ServiceContext, { survivorId, mergedId }: Merge): Promise<void> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`
    WITH RECURSIVE part AS (
      SELECT ${mergedId}::uuid AS id
      UNION ALL
      SELECT c.id FROM customer c JOIN part ON c.merged_into_id = part.id WHERE c.workspace_id = ${workspaceId}::uuid
    )
    UPDATE customer_identity SET customer_id = ${mergedId}::uuid, home_id = nullif(home_id, ${mergedId}::uuid)
    WHERE workspace_id = ${workspaceId}::uuid AND customer_id = ${survivorId}::uuid
      AND home_id IN (SELECT id FROM part)`;
  await tx.$executeRaw`
    WITH claim AS (
      SELECT DISTINCT ON (said.value) said.value, said.user_id, said.occurred_at FROM (
        SELECT i.value, e.user_id, e.occurred_at FROM customer_identity i
        JOIN event e ON e.workspace_id = i.workspace_id AND e.anonymous_id = i.value AND e.user_id <> i.value
        WHERE i.workspace_id = ${workspaceId}::uuid AND i.kind = 'anonymous'
          AND i.customer_id IN (${survivorId}::uuid, ${mergedId}::uuid)
        UNION ALL
        SELECT i.value, e.user_id, e.occurred_at FROM customer_identity i
        JOIN event e ON e.workspace_id = i.workspace_id AND e.customer_id = ${survivorId}::uuid AND e.type = 'alias'
          AND e.properties->>'previousId' = i.value AND e.user_id <> i.value
        WHERE i.workspace_id = ${workspaceId}::uuid AND i.kind = 'anonymous'
          AND i.customer_id IN (${survivorId}::uuid, ${mergedId}::uuid)
      ) AS said ORDER BY said.value, said.occurred_at, said.user_id
    )
    UPDATE customer_identity a SET customer_id = x.customer_id, home_id = x.home_id, linked_at = claim.occurred_at
    FROM claim JOIN customer_identity x ON x.workspace_id = ${workspaceId}::uuid AND x.kind = 'external' AND x.value = claim.user_id
    WHERE a.workspace_id = ${workspaceId}::uuid AND a.kind = 'anonymous' AND a.value = claim.value`;
}

async function bringIntoSight(tx: Db, ctx: ServiceContext, { mergedId }: Merge): Promise<void> {
  await tx.$executeRaw`
    UPDATE customer SET merged_into_id = NULL, updated_at = now(), external_id = (
      SELECT i.value FROM customer_identity i WHERE i.workspace_id = customer.workspace_id AND i.kind = 'external'
        AND i.customer_id = customer.id AND i.home_id IS NULL LIMIT 1)
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${mergedId}::uuid`;
}

/** Every event of the survivor is whose its id is. */
async function giveBackEvents(
  tx: Db,
  ctx: ServiceContext,
  { survivorId }: Merge,
): Promise<{ moved: Moved; owners: string[] }> {
  const rows = await tx.$queryRaw<{ owner: string; cartId: string | null; orderId: string | null }[]>`
    UPDATE event e SET customer_id = i.customer_id FROM customer_identity i
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.customer_id = ${survivorId}::uuid
      AND i.workspace_id = e.workspace_id AND i.customer_id <> ${survivorId}::uuid
      AND i.kind = CASE WHEN e.user_id IS NULL THEN 'anonymous' ELSE 'external' END
      AND i.value = coalesce(e.user_id, e.anonymous_id)
    RETURNING e.customer_id AS owner, e.cart_id AS "cartId", e.order_id AS "orderId"`;
  return { moved: movedOf(rows), owners: rows.map(({ owner }) => owner) };
}

async function giveBackRows(tx: Db, ctx: ServiceContext, { id, survivorId, mergedId }: Merge): Promise<void> {
  for (const kept of KEPT_ROWS) {
    await tx.$executeRaw`
      UPDATE ${table(kept.table)} AS t SET customer_id = ${mergedId}::uuid FROM merged_row r
      WHERE t.workspace_id = ${ctx.workspaceId}::uuid AND t.customer_id = ${survivorId}::uuid
        AND r.workspace_id = t.workspace_id AND r.merge_id = ${id}::uuid AND r.kind = ${kept.table} AND r.row_id = ${rowId(kept)}`;
  }
}

/** Each ledger says again what its own customer said; what the survivor has from the merge alone is taken back. */
async function takeConsentBack(tx: Db, ctx: ServiceContext, { id, survivorId, mergedId }: Merge): Promise<void> {
  const { workspaceId } = ctx;
  const events = await tx.$queryRaw<OwnedEvent[]>`
    SELECT ${EVENT_COLUMNS}, e.customer_id AS "customerId" FROM event e
    WHERE e.workspace_id = ${workspaceId}::uuid AND e.customer_id IN (${survivorId}::uuid, ${mergedId}::uuid)
      AND (lower(e.name) LIKE 'consent %' OR e.properties ? 'consents')`;
  await recordConsents(tx, ctx, events);
  const ownEvidence = new Set(
    events.filter(({ customerId }) => customerId === survivorId).map(({ messageId }) => `event:${messageId}`),
  );
  const own = await wordsOfItsOwn(tx, ctx, survivorId, { mergeId: id, ownEvidence });
  const corrections = (await lastWords(tx, ctx, survivorId)).flatMap((word): ConsentInput[] => {
    const before = own.get(`${word.channel}:${word.purpose}`);
    if (before?.status === word.status || (!before && word.status === 'withdrawn')) return [];
    const status = before?.status === 'granted' ? 'granted' : 'withdrawn';
    return [
      {
        customerId: survivorId,
        channel: ChannelId.parse(word.channel),
        purpose: word.purpose,
        status,
        lawfulBasis: status === 'granted' ? (before?.lawfulBasis ?? null) : null,
        textVersion: status === 'granted' ? (before?.textVersion ?? null) : null,
        source: 'merge undone',
        actor: actorRef(ctx.actor),
        occurredAt: ctx.now,
        evidence: `unmerge:${id}`,
      },
    ];
  });
  await recordConsent(tx, ctx, corrections);
}

type OwnWord = { status: string; lawfulBasis: string | null; textVersion: string | null };

/** What the survivor would have said last without the merge, per channel and purpose. */
async function wordsOfItsOwn(
  tx: Db,
  ctx: ServiceContext,
  customerId: string,
  { mergeId, ownEvidence }: { mergeId: string; ownEvidence: ReadonlySet<string> },
): Promise<Map<string, OwnWord>> {
  const ledger = await tx.consentEvent.findMany({
    where: { workspaceId: ctx.workspaceId, customerId },
    orderBy: [{ occurredAt: 'asc' }, { recordedAt: 'asc' }],
  });
  const foreign = ({ source, evidence }: { source: string; evidence: string | null }) =>
    evidence === `merge:${mergeId}` ||
    source === 'merged from another record' ||
    (evidence?.startsWith('event:') === true && !ownEvidence.has(evidence));
  const words = ledger.filter((word) => !foreign(word));
  return new Map(words.map((word) => [`${word.channel}:${word.purpose}`, word]));
}

async function subjectOf(tx: Db, ctx: ServiceContext, id: string): Promise<string> {
  const { subjectRef } = await tx.customer.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id },
    select: { subjectRef: true },
  });
  return `customer:${subjectRef}`;
}

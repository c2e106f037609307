import { v7 } from 'uuid';
import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { mergeConsent } from '@/domain/customers/merge-consent';
import { appendAudit } from '../../../audit';
import { actorRef, authorise, type ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { ServiceError } from '../../../errors';
import { Prisma } from '../../../generated/prisma/client';
import { holdProcessing } from '../../../processing-lock';
import { type ConsentInput, recordConsent } from '../../consent';
import { activePolicy } from '../../policies';
import { CustomerDrafts } from '../processing/customer-drafts';
import { consentSide } from './consent-sides';
import { KEPT_ROWS, type KeptRows, type Moved, movedOf, rowId, seeMerged, settle, table } from './records';

export const MergeInput = z.object({
  /** The record that stays; it must be known to the shop. */
  survivorId: z.uuid(),
  /** The record that becomes part of it. */
  mergedId: z.uuid(),
  reason: z.string().trim().max(300).default(''),
});

/** Rows that one merge moves at most: it is one transaction, and nothing is processed meanwhile. */
export const MAX_ROWS = 20_000;
/** Where the ledger says that a word comes from another record. */
const MERGED = 'merged from another record';
/** Longer than `inTransaction` gives: it may have to wait for a whole chunk of events. */
const TRANSACTION = { timeout: 120_000, maxWait: 10_000 };

type Person = { id: string; externalId: string | null; email: string | null; phone: string | null; subjectRef: string };

/**
 * Makes two records one, because a person says that they are one: every id, event, order, cart, decision, message,
 * offer, way through a campaign and device of `merged` becomes the survivor's, in one transaction. What is told later under an id of `merged` is the
 * survivor's too, and what is folded comes out as if both had always been one. Consent is the stricter of both. The
 * merged record is out of sight but not lost: `unmergeCustomers` brings it back. Throws not_found, invalid (nobody the
 * shop knows would remain; more than 20,000 rows), conflict (no event of it is known, so that it could not be brought back).
 */
export async function mergeCustomers(
  ctx: ServiceContext,
  input: z.input<typeof MergeInput>,
): Promise<{ mergeId: string; rows: number }> {
  authorise(ctx, 'customers.merge');
  const { survivorId, mergedId, reason } = MergeInput.parse(input);
  return ctx.db.$transaction(async (tx) => {
    await holdProcessing(tx, ctx);
    const { survivor, merged } = await lockPair(tx, ctx, survivorId, mergedId);
    const pair = { mergeId: v7(), survivor, merged };
    const { mergeId } = pair;
    const rows = await sizeOf(tx, ctx, pair);
    if (rows > MAX_ROWS) {
      throw new ServiceError('invalid', `The record has ${rows} rows; ${MAX_ROWS} can be merged at most.`);
    }
    const mergedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const record = { id: mergeId, survivorId, mergedId, reason, rows, mergedAt: ctx.now, mergedById };
    await tx.customerMerge.create({ data: { workspaceId: ctx.workspaceId, ...record } });
    const sides = { survivor: await consentSide(tx, ctx, survivor), merged: await consentSide(tx, ctx, merged) };
    const { document: policy } = await activePolicy(ctx, tx);
    const drafts = new CustomerDrafts(tx, ctx, policy.engagement);
    await drafts.load([survivor.id, merged.id]);
    await moveIdentities(tx, ctx, pair);
    const moved = await moveEvents(tx, ctx, pair);
    await moveRows(tx, ctx, pair);
    drafts.merge(merged.id, survivor.id);
    await keepStricter(tx, ctx, pair, sides);
    const staged = await settle(tx, ctx, drafts, { ids: [survivor.id], emptied: [merged.id], moved });
    await putOutOfSight(tx, ctx, pair);
    await closeSuggestions(tx, ctx, pair);
    const payload = { mergeId, merged: merged.subjectRef, rows, reason };
    const subject = `customer:${survivor.subjectRef}`;
    await appendAudit(tx, ctx, [...staged, { action: 'customers.merged', subject, payload }]);
    return { mergeId, rows };
  }, TRANSACTION);
}

type Pair = { mergeId: string; survivor: Person; merged: Person };

async function lockPair(tx: Db, ctx: ServiceContext, survivorId: string, mergedId: string) {
  if (survivorId === mergedId) throw new ServiceError('invalid', 'A record cannot be merged with itself.');
  const rows = await tx.$queryRaw<Person[]>`
    SELECT id, external_id AS "externalId", email, phone, subject_ref AS "subjectRef" FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id IN (${survivorId}::uuid, ${mergedId}::uuid)
    ORDER BY id FOR UPDATE`;
  const survivor = rows.find(({ id }) => id === survivorId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!survivor || !merged) throw new ServiceError('not_found', 'There is no such customer.');
  if (survivor.externalId === null) {
    const message = 'The record that stays must be one the shop knows by an id: keep the other one.';
    throw new ServiceError('invalid', message, { field: 'survivorId' });
  }
  const known = await tx.event.findFirst({
    where: { workspaceId: ctx.workspaceId, customerId: mergedId },
    select: { id: true },
  });
  if (!known)
    throw new ServiceError('conflict', 'No event of this record is known, so that a merge could not be undone.');
  return { survivor, merged };
}

/** Each id remembers whose it was. */
async function moveIdentities(tx: Db, ctx: ServiceContext, { survivor, merged }: Pair): Promise<void> {
  const { workspaceId } = ctx;
  for (const { id, externalId } of [survivor, merged]) {
    if (externalId === null) continue;
    await tx.customerIdentity.createMany({
      data: [{ workspaceId, kind: 'external', value: externalId, customerId: id, linkedAt: ctx.now }],
      skipDuplicates: true,
    });
  }
  await tx.$executeRaw`
    UPDATE customer_identity SET customer_id = ${survivor.id}::uuid, home_id = coalesce(home_id, ${merged.id}::uuid)
    WHERE workspace_id = ${workspaceId}::uuid AND customer_id = ${merged.id}::uuid`;
}

async function moveEvents(tx: Db, ctx: ServiceContext, { survivor, merged }: Pair): Promise<Moved> {
  const rows = await tx.$queryRaw<{ cartId: string | null; orderId: string | null }[]>`
    UPDATE event SET customer_id = ${survivor.id}::uuid
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ${merged.id}::uuid
    RETURNING cart_id AS "cartId", order_id AS "orderId"`;
  return movedOf(rows);
}

/** Rows that are not folded from events, each written down so that it can be given back. */
async function moveRows(tx: Db, ctx: ServiceContext, { mergeId, survivor, merged }: Pair): Promise<void> {
  for (const kept of KEPT_ROWS) {
    await tx.$executeRaw`
      WITH moved AS (
        UPDATE ${table(kept.table)} AS t SET customer_id = ${survivor.id}::uuid
        WHERE t.workspace_id = ${ctx.workspaceId}::uuid AND t.customer_id = ${merged.id}::uuid ${exceptTwins(kept, survivor)}
        RETURNING ${rowId(kept)} AS id
      )
      INSERT INTO merged_row (workspace_id, merge_id, kind, row_id)
      SELECT ${ctx.workspaceId}::uuid, ${mergeId}::uuid, ${kept.table}, id FROM moved`;
  }
  for (const folded of ['shop_order', 'cart']) {
    await tx.$executeRaw`
      UPDATE ${table(folded)} SET customer_id = ${survivor.id}::uuid
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ${merged.id}::uuid`;
  }
}

function exceptTwins({ table: name, once }: KeptRows, survivor: Person): Prisma.Sql {
  if (!once) return Prisma.empty;
  const alike = Prisma.raw(once.map((column) => `own.${column} = t.${column}`).join(' AND '));
  return Prisma.sql`AND NOT EXISTS (SELECT FROM ${table(name)} AS own WHERE own.workspace_id = t.workspace_id
    AND own.customer_id = ${survivor.id}::uuid AND ${alike})`;
}

async function sizeOf(tx: Db, ctx: ServiceContext, { merged }: Pair): Promise<number> {
  const where = { workspaceId: ctx.workspaceId, customerId: merged.id };
  const counts = [
    await tx.event.count({ where }),
    await tx.decision.count({ where }),
    await tx.message.count({ where }),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}

type Sides = Record<'survivor' | 'merged', Awaited<ReturnType<typeof consentSide>>>;

/** What the survivor's ledger says besides from now on: see domain/customers/merge-consent.ts. */
async function keepStricter(tx: Db, ctx: ServiceContext, { mergeId, survivor }: Pair, sides: Sides): Promise<void> {
  const { carried, withdrawn } = mergeConsent(sides.survivor, sides.merged);
  const common = { customerId: survivor.id, actor: actorRef(ctx.actor), textVersion: null };
  const said = carried.flatMap(({ channel, purpose }): ConsentInput[] => {
    const word = sides.merged.words.find((one) => one.channel === channel && one.purpose === purpose);
    if (!word) return [];
    const { lawfulBasis, textVersion, evidence, occurredAt } = word;
    const status = word.status === 'granted' ? 'granted' : 'withdrawn';
    const proof = { lawfulBasis, textVersion, evidence: evidence ?? `merge:${mergeId}`, occurredAt };
    return [{ ...common, ...proof, channel: ChannelId.parse(channel), purpose, status, source: MERGED }];
  });
  const ended = withdrawn.map(
    ({ channel, purpose }): ConsentInput => ({
      ...common,
      channel: ChannelId.parse(channel),
      purpose,
      status: 'withdrawn',
      lawfulBasis: null,
      source: MERGED,
      occurredAt: ctx.now,
      evidence: `merge:${mergeId}`,
    }),
  );
  await recordConsent(tx, ctx, [...said, ...ended]);
}

/** Nothing of the merged record is seen by anybody; what it says is the survivor's now, and is not kept twice. */
async function putOutOfSight(tx: Db, ctx: ServiceContext, { survivor, merged }: Pair): Promise<void> {
  await seeMerged(tx);
  await tx.$executeRaw`
    UPDATE customer SET merged_into_id = ${survivor.id}::uuid, external_id = NULL, email = NULL, phone = NULL,
      first_name = NULL, last_name = NULL, country = NULL, region = NULL, timezone = NULL, locale = NULL, traits = '{}',
      trait_times = '{}', signed_up_at = NULL, last_engaged_at = NULL, first_order_at = NULL, last_order_at = NULL,
      order_count = 0, lifetime_value_cents = 0, engagement_points = 0, engagement_at = NULL, delivered_touches = 0,
      hard_bounces = 0, updated_at = now()
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${merged.id}::uuid`;
}

/** Whatever else was suggested of the merged record is suggested anew of the survivor, once something happens to it. */
async function closeSuggestions(tx: Db, ctx: ServiceContext, { survivor, merged }: Pair): Promise<void> {
  const { workspaceId, now } = ctx;
  const [oneId, otherId] = [survivor.id, merged.id].sort();
  const judgedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.mergeSuggestion.updateMany({
    where: { workspaceId, oneId, otherId },
    data: { status: 'merged', judgedAt: now, judgedById },
  });
  await tx.mergeSuggestion.deleteMany({
    where: { workspaceId, status: 'open', OR: [{ oneId: merged.id }, { otherId: merged.id }] },
  });
}

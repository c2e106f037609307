import { v7 } from 'uuid';
import { composeDigest, type NoticeLine } from '@/domain/notices/compose-digest';
import type { NoticeKind } from '@/domain/notices/notice-kinds';
import type { NoticeSettings } from '@/domain/notices/settings';
import { after, DAY, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { activePolicy } from '../policies';
import type { StoredSettings } from './settings';

/** Left of the target when a review becomes urgent, as in the inbox. */
const URGENT_MS = 2 * MINUTE;
/** What came up longer ago than this is history: switching a kind on tells nobody of last month. */
const RECENT_MS = DAY;

/** Where a digest goes: an e-mail address, or the webhook. */
type Target = { road: 'email' | 'webhook'; address: string | null };

/**
 * Notes every decision somebody is to be told of, once a kind whatever happens, and puts what has come up of each kind
 * into one message for each receiver, at most one in the time the settings say. Answers how many messages that made.
 */
export async function collectNotices(ctx: ServiceContext, stored: StoredSettings): Promise<number> {
  let made = 0;
  for (const kind of stored.settings.kinds) {
    await note(ctx, kind, stored);
    made += await inTransaction(ctx, (tx) => digest(tx, ctx, kind, stored));
  }
  return made;
}

async function note(ctx: ServiceContext, kind: NoticeKind, stored: StoredSettings): Promise<void> {
  const which = await conditionOf(ctx, kind, stored);
  await ctx.db.$executeRaw`
    INSERT INTO notice_item (workspace_id, kind, decision_id, noticed_at)
    SELECT d.workspace_id, ${kind}, d.id, ${ctx.now}
    FROM decision d LEFT JOIN review_desk r ON r.workspace_id = d.workspace_id AND r.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.decided_at > ${after(ctx.now, -RECENT_MS)} AND ${which}
    ON CONFLICT DO NOTHING`;
}

async function conditionOf(
  ctx: ServiceContext,
  kind: NoticeKind,
  { settings, updatedAt }: StoredSettings,
): Promise<Prisma.Sql> {
  const isWaiting = Prisma.sql`d.outcome = 'in_review' AND (d.review_by IS NULL OR d.review_by > ${ctx.now})
    AND (r.snoozed_until IS NULL OR r.snoozed_until <= ${ctx.now})`;
  switch (kind) {
    case 'urgent': {
      const { document } = await activePolicy(ctx);
      // Whoever asked to be told looks after the workspace from then on, also before the inbox was ever opened.
      const from = ctx.workspace.attendedFrom ?? updatedAt ?? ctx.now;
      const dueBy = after(ctx.now, URGENT_MS - document.review.slaMinutes * MINUTE);
      return Prisma.sql`${isWaiting} AND greatest(d.decided_at, ${from}::timestamptz) <= ${dueBy}`;
    }
    case 'high_value':
      return Prisma.sql`${isWaiting} AND d.value_cents >= ${settings.highValueCents}`;
    case 'sales':
      return Prisma.sql`d.chosen ->> 'notify' = 'sales' AND d.outcome NOT IN ('blocked', 'held_out', 'skipped')`;
  }
}

async function digest(tx: Db, ctx: ServiceContext, kind: NoticeKind, stored: StoredSettings): Promise<number> {
  const { settings } = stored;
  await lockKind(tx, ctx, kind);
  if (await isQuiet(tx, ctx, kind, settings)) return 0;
  const items = await openItems(tx, ctx, kind);
  if (items.length === 0) return 0;
  await tx.noticeItem.updateMany({
    where: { workspaceId: ctx.workspaceId, kind, settledAt: null },
    data: { settledAt: ctx.now },
  });
  // What was judged meanwhile needs nobody any more; that a customer is one for sales stays true.
  const current = kind === 'sales' ? items : items.filter(({ outcome }) => outcome === 'in_review');
  if (current.length === 0) return 0;
  const { slug, name, currency } = ctx.workspace;
  const page = `${publicOrigin()}/${slug}`;
  const message = composeDigest({
    kind,
    company: name,
    currency,
    items: current.map((item) => lineOf(item, page, kind)),
    inboxUrl: `${page}/inbox`,
  });
  const { count } = await tx.noticeOutbox.createMany({
    data: targetsOf(kind, stored).map((target) => ({
      ...target,
      workspaceId: ctx.workspaceId,
      id: v7(),
      kind,
      subject: message.subject,
      lines: [...message.lines],
      nextAt: ctx.now,
      createdAt: ctx.now,
    })),
  });
  return count;
}

/** Two sweeps at once make one digest. */
async function lockKind(tx: Db, ctx: ServiceContext, kind: NoticeKind): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notices:${ctx.workspaceId}:${kind}`}, 0))::text`;
}

async function isQuiet(tx: Db, ctx: ServiceContext, kind: NoticeKind, settings: NoticeSettings): Promise<boolean> {
  const since = after(ctx.now, -settings.digestMinutes * MINUTE);
  const where = { workspaceId: ctx.workspaceId, kind, isTest: false, createdAt: { gt: since } };
  return (await tx.noticeOutbox.count({ where })) > 0;
}

type Item = { id: string; outcome: string; summary: string; valueCents: number | null };

function openItems(tx: Db, ctx: ServiceContext, kind: NoticeKind): Promise<Item[]> {
  return tx.$queryRaw<Item[]>`
    SELECT d.id, d.outcome, d.summary, d.value_cents AS "valueCents"
    FROM notice_item n JOIN decision d ON d.workspace_id = n.workspace_id AND d.id = n.decision_id
    WHERE n.workspace_id = ${ctx.workspaceId}::uuid AND n.kind = ${kind} AND n.settled_at IS NULL
    ORDER BY d.value_cents DESC NULLS LAST, d.decided_at, d.id`;
}

/** The page of the decision: in the inbox where somebody is to judge it. */
function lineOf({ id, summary, valueCents }: Item, page: string, kind: NoticeKind): NoticeLine {
  return { summary, valueCents, url: kind === 'sales' ? `${page}/decisions/${id}` : `${page}/inbox/${id}` };
}

function targetsOf(kind: NoticeKind, { settings, webhookHost }: StoredSettings): Target[] {
  const addresses = kind === 'sales' ? settings.salesRecipients : settings.recipients;
  return [
    ...addresses.map((address): Target => ({ road: 'email', address })),
    ...(webhookHost ? [{ road: 'webhook', address: null } satisfies Target] : []),
  ];
}

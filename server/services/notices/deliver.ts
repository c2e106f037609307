import type { SendResult } from '@/domain/channels/port';
import { retryAfterMs } from '@/domain/notices/backoff';
import { slackText } from '@/domain/notices/compose-digest';
import { after, MINUTE } from '@/domain/shared/time';
import { Brand } from '@/domain/workspaces/brand';
import { postToWebhook } from '@/server/channels/webhook/post';
import type { ServiceContext } from '../../context';
import type { NoticeOutbox } from '../../generated/prisma/client';
import { providersOf } from '../providers';
import { readWebhookUrl } from './settings';
import type { NoticeRoads } from './types';

/** Longer than an attempt can take: what is still open then was left behind by a process that died. */
const LEASE_MS = 2 * MINUTE;
/** Messages a turn sends, at most. */
const TURN = 50;

/** What stands in the record while an attempt is under way. */
export const ATTEMPTING = 'Being sent.';

/**
 * Sends what is due, each message claimed first, so that two processes never send one at once. What failed for now is
 * tried again later and later; what was handed over without an answer is never repeated. Answers how many were sent.
 */
export async function deliverNotices(ctx: ServiceContext, roads: NoticeRoads): Promise<number> {
  let sent = 0;
  for (let turn = 0; turn < TURN; turn++) {
    const row = await claimNext(ctx);
    if (!row) return sent;
    if ((await deliverNotice(ctx, row, roads)).kind === 'accepted') sent += 1;
  }
  return sent;
}

/** One attempt at a message that is claimed, and its record. */
export async function deliverNotice(ctx: ServiceContext, row: NoticeOutbox, roads: NoticeRoads): Promise<SendResult> {
  // An attempt that was begun and left no answer may have arrived: the second claim finds it so.
  const result: SendResult =
    row.lastWords === ATTEMPTING
      ? { kind: 'unknown', code: 'LEFT', reason: 'An attempt was interrupted, and may have arrived.' }
      : await attempt(ctx, row, roads);
  const isLast = result.kind === 'retry' && retryAfterMs(row.attempts) === null;
  const waits = result.kind === 'retry' && !isLast;
  const pause = result.kind === 'retry' ? Math.max(result.retryAfterMs ?? 0, retryAfterMs(row.attempts) ?? 0) : 0;
  await ctx.db.noticeOutbox.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: row.id } },
    data: {
      status: waits ? 'waiting' : statusOf(result),
      nextAt: after(ctx.now, pause),
      endedAt: waits ? null : ctx.now,
      lastWords: await wordsOf(ctx, row, result),
    },
  });
  return result;
}

/**
 * Takes the message that waits longest: counted as tried before it is. Looked for once: within a join the planner may
 * ask again for each row, and claim them all.
 */
async function claimNext(ctx: ServiceContext): Promise<NoticeOutbox | null> {
  const [claimed] = await ctx.db.$queryRaw<{ id: string; lastWords: string | null }[]>`
    WITH due AS MATERIALIZED (
      SELECT workspace_id, id, last_words FROM notice_outbox
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'waiting' AND next_at <= ${ctx.now}
      ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE notice_outbox o SET attempts = o.attempts + 1, next_at = ${after(ctx.now, LEASE_MS)}, last_words = ${ATTEMPTING}
    FROM due
    WHERE o.workspace_id = due.workspace_id AND o.id = due.id
    RETURNING o.id, due.last_words AS "lastWords"`;
  if (!claimed) return null;
  const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id: claimed.id } };
  return { ...(await ctx.db.noticeOutbox.findUniqueOrThrow({ where: key })), lastWords: claimed.lastWords };
}

async function attempt(ctx: ServiceContext, row: NoticeOutbox, { allowLocal }: NoticeRoads): Promise<SendResult> {
  if (row.road === 'email') return sendEmail(ctx, row);
  // Demo data and virtual time never leave; only a test, which holds none of them, does.
  if (!row.isTest && isContained(ctx)) return { kind: 'accepted', providerMessageId: row.id };
  const url = await readWebhookUrl(ctx);
  if (!url) return { kind: 'fail', code: 'ENONE', reason: 'There is no webhook any more.' };
  return postToWebhook(url, slackText(row), { allowLocal });
}

async function sendEmail(ctx: ServiceContext, { id, address, subject, lines }: NoticeOutbox): Promise<SendResult> {
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { fromName, fromEmail } = Brand.parse(brand);
  const from = { name: `${fromName} (Touchstone)`, address: fromEmail };
  const host = fromEmail.slice(fromEmail.lastIndexOf('@') + 1);
  const providers = await providersOf(ctx, ctx.db);
  return providers('email').send({
    id,
    channel: 'email',
    envelope: {
      from,
      to: { name: '', address: address ?? '' },
      replyTo: null,
      preheader: '',
      link: null,
      headers: { 'Message-ID': `<notice-${id}@${host}>`, 'Auto-Submitted': 'auto-generated' },
    },
    subject,
    html: null,
    text: `${[subject, ...lines].join('\n\n')}\n`,
  });
}

function isContained({ workspace }: ServiceContext): boolean {
  return workspace.isDemo || workspace.isVirtual;
}

function statusOf(result: SendResult): string {
  if (result.kind === 'accepted') return 'sent';
  return result.kind === 'unknown' ? 'unknown' : 'failed';
}

async function wordsOf(ctx: ServiceContext, { road, isTest }: NoticeOutbox, result: SendResult): Promise<string> {
  if (result.kind !== 'accepted') return result.reason;
  const providers = await providersOf(ctx, ctx.db);
  const isReal = road === 'email' ? providers('email').isReal : isTest || !isContained(ctx);
  return isReal ? 'Handed over.' : 'Kept in the sandbox: nothing left.';
}

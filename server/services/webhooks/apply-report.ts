import { v7 } from 'uuid';
import type { SendResult } from '@/domain/channels/port';
import { WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { failureCode } from '@/domain/delivery/blocklist';
import { type Progress, progress } from '@/domain/delivery/progress';
import { refusal } from '@/domain/delivery/refusal';
import type { Report } from '@/domain/delivery/report';
import { WORD_WITHIN_MS } from '@/domain/delivery/silence';
import { needsSomebody } from '@/domain/delivery/treatment';
import { after } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { noteComplaint, noteSuppressed } from '../delivery';
import { noteUnsubscribe } from '../tracking';
import type { ReportedMessage } from './reported-messages';

/**
 * Makes of a message what a report says of it, in the caller's transaction; told again, it changes nothing. `message` is
 * kept up to date, for the next report on it. Answers what is wrong with the provider or with us, where that is more
 * than this one message.
 */
export async function applyReport(
  tx: Db,
  ctx: ServiceContext,
  message: ReportedMessage,
  report: Report,
): Promise<SendResult | null> {
  const at = toldAt(ctx, report);
  const next = progress(message, report);
  if (next) await move(tx, ctx, message, { next, report, at });
  if (report.kind === 'complained') await noteComplaint(tx, ctx, { ...message, at });
  if (report.kind === 'unsubscribed') await noteUnsubscribe(tx, ctx, { ...message, via: 'provider' });
  if (report.kind !== 'failed' || !next) return null;
  const { code, reason, treatment } = report;
  const refused = refusal(treatment, { code, reason });
  if (refused.kind === 'suppress') {
    await noteSuppressed(tx, ctx, { ...message, at }, refused.because ?? 'hard_bounce');
  }
  return needsSomebody(treatment) ? refused : null;
}

/** When it happened, as far as that can be true: nothing has happened later than now. */
function toldAt({ now }: ServiceContext, { at }: Report): Date {
  const told = at === null ? now : new Date(at);
  return told < now ? told : now;
}

type Move = { next: Progress; report: Report; at: Date };

async function move(tx: Db, ctx: ServiceContext, message: ReportedMessage, { next, report, at }: Move): Promise<void> {
  const { workspaceId, now } = ctx;
  const wasDelivered = message.deliveredAt !== null;
  const data = next.kind === 'requeue' ? requeued(ctx, next.afterMs) : standing(message, next.status, { at, now });
  const told =
    report.kind === 'failed'
      ? { failureCode: failureCode(message.channel, report), failureReason: report.reason }
      : SETTLED;
  await tx.message.update({
    where: { workspaceId_id: { workspaceId, id: message.id } },
    data: { ...data, ...told, providerMessageId: message.providerMessageId ?? report.providerMessageId },
  });
  message.status = data.status;
  message.providerMessageId ??= report.providerMessageId;
  if (data.acceptedAt !== undefined) message.acceptedAt = data.acceptedAt;
  if (data.deliveredAt !== undefined) message.deliveredAt = data.deliveredAt;
  await countTouch(tx, ctx, message, (message.deliveredAt === null ? 0 : 1) - (wasDelivered ? 1 : 0));
  if (data.status === 'delivered') await noteDelivered(tx, ctx, message, at);
  if (next.kind === 'status') await closeDecision(tx, ctx, message, next.status);
}

const SETTLED = { failureCode: null, failureReason: null };

type Standing = {
  status: string;
  leaseUntil: Date | null;
  acceptedAt?: Date;
  deliveredAt?: Date | null;
  bouncedAt?: Date;
  claimedBy?: null;
  sendAt?: Date;
};

/** What failed was no touch; what was delivered was accepted too. */
function standing(
  { acceptedAt, deliveredAt }: ReportedMessage,
  status: Extract<Progress, { kind: 'status' }>['status'],
  { at, now }: { at: Date; now: Date },
): Standing {
  const accepted = acceptedAt ?? at;
  switch (status) {
    case 'accepted':
      return { status, acceptedAt: accepted, leaseUntil: after(now, WORD_WITHIN_MS) };
    case 'delivered':
      return { status, acceptedAt: accepted, deliveredAt: deliveredAt ?? at, leaseUntil: null };
    case 'failed':
      return { status, acceptedAt: accepted, deliveredAt: null, leaseUntil: null };
    case 'bounced':
      return { status, acceptedAt: accepted, deliveredAt: null, bouncedAt: at, leaseUntil: null };
  }
}

function requeued({ now }: ServiceContext, afterMs: number): Standing {
  return { status: 'queued', leaseUntil: null, claimedBy: null, sendAt: after(now, afterMs) };
}

async function countTouch(tx: Db, ctx: ServiceContext, message: ReportedMessage, change: number): Promise<void> {
  if (change === 0) return;
  await tx.customer.updateMany({
    where: {
      workspaceId: ctx.workspaceId,
      id: message.customerId,
      ...(change < 0 && { deliveredTouches: { gt: 0 } }),
    },
    data: { deliveredTouches: { increment: change } },
  });
}

async function noteDelivered(
  tx: Db,
  ctx: ServiceContext,
  { id, isSimulated }: ReportedMessage,
  at: Date,
): Promise<void> {
  const event = {
    id: v7(),
    workspaceId: ctx.workspaceId,
    messageId: id,
    kind: 'delivered',
    occurredAt: at,
    isSimulated,
  };
  await tx.messageEvent.createMany({ data: [{ ...event, dedupeKey: `delivered:${id}` }], skipDuplicates: true });
}

/** Whoever has the message was sent it, also where the sender died before it could say so. */
async function closeDecision(
  tx: Db,
  ctx: ServiceContext,
  { id, decisionId, provider }: ReportedMessage,
  status: string,
): Promise<void> {
  const outcome = status === 'failed' || status === 'bounced' ? 'failed' : 'executed';
  const { count } = await tx.decision.updateMany({
    where: { workspaceId: ctx.workspaceId, id: decisionId, outcome: { in: [...WAITING_TO_LEAVE] } },
    data: { outcome, outcomeReason: null, version: { increment: 1 } },
  });
  if (count === 0) return;
  await appendAudit(tx, ctx, {
    action: `decision.${outcome}`,
    subject: `decision:${decisionId}`,
    payload: { messageId: id, provider, result: status, code: 'reported' },
  });
}

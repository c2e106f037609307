import { z } from 'zod';
import { KnownDate } from '@/domain/shared/known-instant';
import { roleMay } from '@/domain/workspaces/permissions';
import { type AuditRecord, appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision, Prisma, ReviewDesk } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { lockDecision } from './lock-decision';
import { giverOf, reviewRecord } from './verdict-log';

export const SnoozeReviewInput = z.object({
  decisionId: z.uuid(),
  /** Until when it rests; null wakes it. */
  until: KnownDate.nullable(),
});
export const AssignReviewInput = z.object({
  decisionId: z.uuid(),
  /** Whose it is from now on; null: everybody’s again. */
  userId: z.uuid().nullable(),
});
export const RequestChangesInput = z.object({
  decisionId: z.uuid(),
  note: z.string().trim().min(1, 'Say what should be changed.').max(2_000),
  userId: z.uuid().nullable().default(null),
});

const LAST_MOMENT = 'That is after its last moment: it would be held and never sent. Choose an earlier time.';

/**
 * Lets a waiting decision rest, at most until its last moment: it leaves the queue and comes back by itself. Throws
 * not_found, forbidden, invalid (the past, or too late), conflict (it waits no longer).
 */
export async function snoozeReview(ctx: ServiceContext, input: z.input<typeof SnoozeReviewInput>): Promise<void> {
  const { decisionId, until } = SnoozeReviewInput.parse(input);
  await arrange(ctx, decisionId, async (tx, decision, desk) => {
    if (until && until <= ctx.now) throw new ServiceError('invalid', 'That is over already.', { field: 'until' });
    if (until && decision.reviewBy && until >= decision.reviewBy) {
      throw new ServiceError('invalid', LAST_MOMENT, { field: 'until' });
    }
    if ((desk?.snoozedUntil?.getTime() ?? null) === (until?.getTime() ?? null)) return null;
    await setDesk(tx, ctx, decisionId, { snoozedUntil: until, ...LET_GO });
    return { action: 'review.snoozed', facts: { until: until?.toISOString() ?? null } };
  });
}

/**
 * Gives a waiting decision to somebody whose role may judge, or back to everybody. Throws not_found, forbidden, invalid
 * (no such reviewer), conflict (it waits no longer).
 */
export async function assignReview(ctx: ServiceContext, input: z.input<typeof AssignReviewInput>): Promise<void> {
  const { decisionId, userId } = AssignReviewInput.parse(input);
  await arrange(ctx, decisionId, async (tx, _decision, desk) => {
    await mustReview(tx, ctx, userId);
    if ((desk?.assigneeId ?? null) === userId) return null;
    const isOthers = userId !== giverOf(ctx);
    await setDesk(tx, ctx, decisionId, { assigneeId: userId, assignedById: giverOf(ctx), ...(isOthers && LET_GO) });
    return { action: 'review.assigned', facts: { to: userId ? `user:${userId}` : null } };
  });
}

/**
 * Says what should be different before a waiting decision is approved, and to whom; it goes on waiting with that note
 * on it. Throws not_found, forbidden, invalid, conflict (it waits no longer).
 */
export async function requestChanges(ctx: ServiceContext, input: z.input<typeof RequestChangesInput>): Promise<void> {
  const parsed = RequestChangesInput.safeParse(input);
  if (!parsed.success) {
    throw new ServiceError('invalid', parsed.error.issues[0]?.message ?? 'This cannot be read.', { field: 'note' });
  }
  const { decisionId, note, userId } = parsed.data;
  await arrange(ctx, decisionId, async (tx, _decision, desk) => {
    await mustReview(tx, ctx, userId);
    const isSaid = desk?.changesNote === note && desk.changesById === giverOf(ctx);
    if (isSaid && (!userId || desk.assigneeId === userId)) return null;
    const given = userId ? { assigneeId: userId, assignedById: giverOf(ctx) } : {};
    await setDesk(tx, ctx, decisionId, { changesNote: note, changesById: giverOf(ctx), ...given, ...LET_GO });
    return { action: 'review.changes_requested', facts: { to: userId ? `user:${userId}` : null } };
  });
}

type Told = { action: AuditRecord['action']; facts: { [name: string]: string | null } };

/** Does something to a decision that waits, with its audit entry, in one transaction; null where all is so already. */
async function arrange(
  ctx: ServiceContext,
  decisionId: string,
  work: (tx: Db, decision: Decision, desk: ReviewDesk | null) => Promise<Told | null>,
): Promise<void> {
  authorise(ctx, 'review.decide');
  await inTransaction(ctx, async (tx) => {
    const decision = await lockDecision(tx, ctx, decisionId);
    if (decision.outcome !== 'in_review') {
      throw new ServiceError('conflict', 'This decision is no longer waiting for a verdict.');
    }
    const { workspaceId } = ctx;
    const desk = await tx.reviewDesk.findUnique({ where: { workspaceId_decisionId: { workspaceId, decisionId } } });
    const told = await work(tx, decision, desk);
    if (told) await appendAudit(tx, ctx, reviewRecord(ctx, decision, told.action, told.facts));
  });
}

/** Whoever arranged it for later or for others has it open no more. */
const LET_GO = { claimedById: null, claimedAt: null, claimedUntil: null };

async function setDesk(
  tx: Db,
  { workspaceId }: ServiceContext,
  decisionId: string,
  data: Omit<Prisma.ReviewDeskUncheckedCreateInput, 'workspaceId' | 'decisionId'>,
): Promise<void> {
  await tx.reviewDesk.upsert({
    where: { workspaceId_decisionId: { workspaceId, decisionId } },
    create: { workspaceId, decisionId, ...data },
    update: data,
  });
}

async function mustReview(tx: Db, ctx: ServiceContext, userId: string | null): Promise<void> {
  if (!userId) return;
  const membership = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId } },
    select: { role: true, endedAt: true },
  });
  if (!membership || membership.endedAt || !roleMay(membership.role, 'review.decide')) {
    throw new ServiceError('invalid', 'Choose somebody whose role may judge decisions.', { field: 'userId' });
  }
}

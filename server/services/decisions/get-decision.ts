import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { Candidate } from '@/domain/decisions/candidate';
import { Snapshot } from '@/domain/decisions/snapshot';
import { riskOf } from '@/domain/review/risk';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { Reasons, Roads, readVerdicts, surroundings, toListItem } from './decision-view';
import type { DecisionDetail, DecisionHistoryEntry } from './types';

/** Everything about one decision. Throws forbidden, and not_found also for another workspace's. */
export async function getDecision(
  ctx: ServiceContext,
  { decisionId }: { decisionId: string },
): Promise<DecisionDetail> {
  authorise(ctx, 'decisions.read');
  const { workspaceId } = ctx;
  const row = z.uuid().safeParse(decisionId).success
    ? await ctx.db.decision.findUnique({ where: { workspaceId_id: { workspaceId, id: decisionId } } })
    : null;
  if (!row) throw new ServiceError('not_found', 'There is no such decision.');
  const { document } = await activePolicy(ctx);
  const item = toListItem(ctx, row, await surroundings(ctx, document, [row]));
  const chosen = row.chosen === null ? null : Candidate.parse(row.chosen);
  const verdicts = readVerdicts(row.verdicts);
  return {
    ...item,
    chosen,
    verdicts,
    riskBecause: riskOf(verdicts, chosen?.escalations ?? []).because,
    snapshot: actorMay(ctx, 'customers.read') ? Snapshot.parse(row.snapshot) : null,
    triggerKey: row.triggerKey,
    considered: Roads.parse(row.candidates),
    reasons: Reasons.parse(row.reasons),
    outcomeReason: row.outcomeReason,
    policyVersion: row.policyVersion,
    modelVersions: z.record(z.string(), z.string()).parse(row.modelVersions),
    autonomyLevel: row.autonomyLevel,
    heldOut: row.heldOut,
    review: await loadReview(ctx, row),
    offer: await loadOffer(ctx, row.id),
    messages: await loadMessages(ctx, row.id),
    credits: await loadCredits(ctx, row.id),
    history: await loadHistory(ctx, row.id),
  };
}

async function loadReview(ctx: ServiceContext, row: Decision): Promise<DecisionDetail['review']> {
  if (!row.reviewedAt) return null;
  const names = await namesOf(ctx, row.reviewedById ? [row.reviewedById] : []);
  return {
    at: row.reviewedAt,
    byId: row.reviewedById,
    by: row.reviewedById ? (names.get(row.reviewedById) ?? null) : null,
    reason: row.reviewReason,
    note: row.reviewNote,
  };
}

async function loadOffer(ctx: ServiceContext, decisionId: string): Promise<DecisionDetail['offer']> {
  const { workspaceId } = ctx;
  const offer = await ctx.db.offer.findUnique({
    where: { workspaceId_decisionId: { workspaceId, decisionId } },
    select: {
      code: true,
      percentOff: true,
      status: true,
      expiresAt: true,
      redeemedAt: true,
      settledCents: true,
      overrunCents: true,
    },
  });
  return offer;
}

async function loadMessages(ctx: ServiceContext, decisionId: string): Promise<DecisionDetail['messages']> {
  const rows = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      channel: true,
      status: true,
      subject: true,
      sendAt: true,
      acceptedAt: true,
      deliveredAt: true,
      openedAt: true,
      clickedAt: true,
      failureReason: true,
    },
  });
  const maySee = actorMay(ctx, 'customers.read');
  return rows.map((row) => ({
    ...row,
    channel: ChannelId.parse(row.channel),
    // A subject may speak to the customer by name.
    subject: maySee ? row.subject : null,
  }));
}

async function loadCredits(ctx: ServiceContext, decisionId: string): Promise<DecisionDetail['credits']> {
  return ctx.db.attribution.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId },
    orderBy: { orderedAt: 'asc' },
    select: { orderId: true, model: true, evidence: true, creditCents: true, orderedAt: true },
  });
}

async function loadHistory(ctx: ServiceContext, decisionId: string): Promise<DecisionHistoryEntry[]> {
  const rows = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}` },
    orderBy: { seq: 'asc' },
    select: { seq: true, at: true, actor: true, action: true },
  });
  const names = await namesOf(
    ctx,
    rows.flatMap(({ actor }) => userIdOf(actor)),
  );
  return rows.map(({ seq, at, actor, action }) => {
    const [userId] = userIdOf(actor);
    return { seq: String(seq), at, actor, action, actorName: userId ? (names.get(userId) ?? null) : null };
  });
}

function userIdOf(actor: string): string[] {
  return actor.startsWith('user:') ? [actor.slice('user:'.length)] : [];
}

/** Names of people of this workspace; somebody who has left it keeps theirs in what they did. */
async function namesOf(ctx: ServiceContext, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await ctx.db.user.findMany({ where: { id: { in: [...userIds] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

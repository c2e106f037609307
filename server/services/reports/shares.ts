import { v7 } from 'uuid';
import { z } from 'zod';
import { ScorecardReport } from '@/domain/reports/scorecard-report';
import { after, DAY } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { hashToken, makeToken } from '../../secret-token';
import { ScorecardInput, takeScorecard } from './take-scorecard';

/** How long an address may work, in days. */
export const SHARE_DAYS = [7, 30, 90] as const;

/** Addresses that work at one time, at most. */
export const MOST_SHARES = 50;

export const ShareInput = ScorecardInput.extend({ days: z.literal(SHARE_DAYS) });
export type ShareInput = z.infer<typeof ShareInput>;

export type Share = {
  id: string;
  /** Days the scorecard is of. */
  from: string;
  to: string;
  /** Null where it was mailed by itself. */
  sharedBy: string | null;
  sharedAt: Date;
  endsAt: Date;
  openings: number;
  openedAt: Date | null;
};

/**
 * Keeps the scorecard as it stands, and answers the address where anybody who has it reads it until it ends. The
 * address is in this answer and nowhere else. Right: scorecard.share. Throws forbidden, invalid, conflict.
 */
export async function shareScorecard(
  ctx: ServiceContext,
  input: ShareInput,
): Promise<{ id: string; url: string; endsAt: Date }> {
  authorise(ctx, 'scorecard.share');
  const { days, ...asked } = ShareInput.parse(input);
  const report = await takeScorecard(ctx, asked);
  return inTransaction(ctx, async (tx) => {
    const where = standing(ctx);
    if ((await countAlone(tx, ctx, 'shared_scorecard', () => tx.sharedScorecard.count({ where }))) >= MOST_SHARES) {
      const words = `${MOST_SHARES} addresses work already. Take one back before you make another.`;
      throw new ServiceError('conflict', words);
    }
    const kept = await keep(tx, ctx, report, { days, mailedMonth: null });
    const payload = { from: report.from, to: report.to, endsAt: kept.endsAt.toISOString() };
    await appendAudit(tx, ctx, { action: 'scorecard.shared', subject: `shared_scorecard:${kept.id}`, payload });
    return kept;
  });
}

type Kept = { id: string; url: string; endsAt: Date };

/** Writes a report down under a secret of its own. */
export async function keep(
  tx: Db,
  ctx: ServiceContext,
  report: ScorecardReport,
  { days, mailedMonth }: { days: number; mailedMonth: Date | null },
): Promise<Kept> {
  const token = makeToken();
  const now = new Date();
  const kept = { id: v7(), sharedAt: now, endsAt: after(now, days * DAY) };
  const sharedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.sharedScorecard.create({
    data: {
      ...kept,
      workspaceId: ctx.workspaceId,
      tokenHash: hashToken(token),
      document: ScorecardReport.parse(report),
      mailedMonth,
      sharedById,
    },
  });
  return { id: kept.id, url: `${publicOrigin()}/s/${token}`, endsAt: kept.endsAt };
}

/** Addresses that work now, the latest first. Right: scorecard.share. */
export async function listShares(ctx: ServiceContext): Promise<Share[]> {
  authorise(ctx, 'scorecard.share');
  const rows = await ctx.db.sharedScorecard.findMany({ where: standing(ctx), orderBy: { sharedAt: 'desc' } });
  const people = await ctx.db.user.findMany({
    where: { id: { in: rows.flatMap(({ sharedById }) => sharedById ?? []) } },
    select: { id: true, name: true },
  });
  return rows.map(({ id, document, sharedById, sharedAt, endsAt, openings, openedAt }) => {
    const { from, to } = ScorecardReport.parse(document);
    const sharedBy = people.find((person) => person.id === sharedById)?.name ?? null;
    return { id, from, to, sharedBy, sharedAt, endsAt, openings, openedAt };
  });
}

export const RevokeShareInput = z.object({ id: z.uuid() });

/** Takes an address back: it leads nowhere from now on. Taking back what ended is fine. Right: scorecard.share. */
export async function revokeShare(ctx: ServiceContext, input: z.infer<typeof RevokeShareInput>): Promise<void> {
  authorise(ctx, 'scorecard.share');
  const { id } = RevokeShareInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.sharedScorecard.updateMany({
      where: { ...standing(ctx), id },
      data: { revokedAt: new Date() },
    });
    if (count === 0) {
      const known = await tx.sharedScorecard.count({ where: { workspaceId: ctx.workspaceId, id } });
      if (known === 0) throw new ServiceError('not_found', 'There is no such address.', { field: 'id' });
      return;
    }
    await appendAudit(tx, ctx, { action: 'scorecard.share_revoked', subject: `shared_scorecard:${id}`, payload: {} });
  });
}

/** Takes back every address that somebody made who may share no more. Asks for no right: who calls it has. */
export async function endSharesOf(tx: Db, ctx: ServiceContext, userId: string): Promise<void> {
  await tx.sharedScorecard.updateMany({
    where: { ...standing(ctx), sharedById: userId },
    data: { revokedAt: new Date() },
  });
}

function standing({ workspaceId }: ServiceContext) {
  return { workspaceId, revokedAt: null, endsAt: { gt: new Date() } };
}

import { refusal } from '@/domain/delivery/refusal';
import { Report } from '@/domain/delivery/report';
import { isAsked } from '@/domain/preferences/opt-in';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { OptInRequest, ProviderReport } from '../../generated/prisma/client';
import { closeAsked } from '../delivery';

/**
 * Works in what a provider tells of a question whether somebody wants to be written to, in the caller's transaction: an
 * address that bounced or complained is closed. Answers whether the report was about one.
 */
export async function reportOnQuestion(tx: Db, ctx: ServiceContext, row: ProviderReport): Promise<boolean> {
  const question = await questionOf(tx, ctx, row);
  if (!question || !isAsked(question.channel)) return false;
  const report = Report.parse(row.report);
  const asked = { ...question, channel: question.channel };
  switch (report.kind) {
    case 'accepted':
    case 'delivered':
      await move(tx, ctx, question, { status: 'sent', sentAt: question.sentAt ?? ctx.now, lastWords: null });
      break;
    case 'failed': {
      const { code, reason, treatment } = report;
      const refused = refusal(treatment, { code, reason });
      await move(tx, ctx, question, { status: 'failed', sentAt: null, lastWords: `${reason} (${code})`.slice(0, 500) });
      if (refused.kind === 'suppress') await closeAsked(tx, ctx, asked, refused.because ?? 'hard_bounce');
      break;
    }
    case 'complained':
      await closeAsked(tx, ctx, asked, 'complaint');
      break;
    case 'unsubscribed':
      await closeAsked(tx, ctx, asked, 'unsubscribed');
      break;
    case 'inbound':
      break;
  }
  return true;
}

function questionOf(tx: Db, { workspaceId }: ServiceContext, row: ProviderReport): Promise<OptInRequest | null> {
  const { messageId, providerMessageId, channel } = row;
  if (messageId === null && providerMessageId === null) return Promise.resolve(null);
  const known = messageId === null ? { providerMessageId } : { id: messageId };
  return tx.optInRequest.findFirst({ where: { workspaceId, channel, ...known } });
}

async function move(
  tx: Db,
  { workspaceId }: ServiceContext,
  { id }: OptInRequest,
  data: { status: string; sentAt: Date | null; lastWords: string | null },
): Promise<void> {
  // A failure is the last word on it: reports come in any order.
  await tx.optInRequest.updateMany({ where: { workspaceId, id, status: { not: 'failed' } }, data });
}

import { z } from 'zod';
import { Candidate } from '@/domain/decisions/candidate';
import { lookedAtIn } from '@/domain/decisions/looked-at';
import { Snapshot } from '@/domain/decisions/snapshot';
import { offerInWords } from '@/domain/offers/offer-of-decision';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { type Preview, renderPreview } from '../delivery';
import { DOCUMENT_COLUMNS, wholeRows } from '../records';

/**
 * The message of a decision: as it was written where one exists, else as it would be. Null where the decision speaks
 * to nobody, and where what it looked at is gone or of another version. Throws forbidden, and not_found also for another workspace's.
 */
export async function previewDecision(
  ctx: ServiceContext,
  { decisionId }: { decisionId: string },
): Promise<Preview | null> {
  authorise(ctx, 'messages.read');
  const { workspaceId } = ctx;
  const row = z.uuid().safeParse(decisionId).success
    ? await ctx.db.decision.findUnique({
        where: { workspaceId_id: { workspaceId, id: decisionId } },
        select: {
          ...DOCUMENT_COLUMNS,
          customerId: true,
          messages: { orderBy: { createdAt: 'asc' }, take: 1 },
        },
      })
    : null;
  if (!row) throw new ServiceError('not_found', 'There is no such decision.');
  const [message] = row.messages;
  if (message) return { subject: message.subject, preheader: null, html: message.html, text: message.text };
  if (row.chosen === null) return null;
  const candidate = Candidate.parse(row.chosen);
  const [whole] = await wholeRows(ctx.db, ctx, [row]);
  const { data: snapshot } = Snapshot.safeParse(whole?.snapshot);
  if (!snapshot) return null;
  const offer = offerInWords(candidate, null, snapshot);
  return renderPreview(ctx, { candidate, offer, customerId: row.customerId, lookedAt: lookedAtIn(snapshot) });
}

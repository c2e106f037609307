import { addEngagement, type Engagement, type EngagementKind, pointsOf } from '@/domain/customers/engagement';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { activePolicy } from '../policies';
import { touchSegments } from '../segments';
import { saveStages } from './save-stages';

export type MessageEngagement = {
  customerId: string;
  kind: Exclude<EngagementKind, 'ordered'>;
  /** When it happened, in the workspace's clock. */
  at: Date;
};

type Engaged = Engagement & { lastEngagedAt: Date | null };

/**
 * What a message did to a customer: engagement points, the hard-bounce count and, for what a person did (opened,
 * clicked), the end of a quiet spell. Call it once for each new message event, in the transaction that records it.
 */
export async function recordEngagement(tx: Db, ctx: ServiceContext, input: MessageEngagement): Promise<void> {
  const { customerId, kind, at } = input;
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: customerId } };
  // Locked as it is read, so that two openings at once both count.
  const [customer] = await tx.$queryRaw<Engaged[]>`
    SELECT engagement_points AS "points", engagement_at AS "at", last_engaged_at AS "lastEngagedAt" FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${customerId}::uuid FOR UPDATE`;
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const { document } = await activePolicy(ctx, tx);
  const sum = addEngagement(customer, pointsOf(kind, document.engagement), at, document.engagement);
  const engaged = kind === 'opened' || kind === 'clicked';
  const lastEngagedAt = engaged ? later(customer.lastEngagedAt, at) : customer.lastEngagedAt;
  const changed = await tx.customer.update({
    where,
    data: {
      engagementPoints: sum.points,
      engagementAt: sum.at,
      lastEngagedAt,
      hardBounces: { increment: kind === 'hard_bounce' ? 1 : 0 },
    },
  });
  await touchSegments(tx, ctx, [customerId]);
  await appendAudit(tx, ctx, await saveStages(tx, ctx, document, [changed]));
}

function later(known: Date | null, at: Date): Date {
  return known && known > at ? known : at;
}

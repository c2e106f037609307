import type { ChannelId } from '@/domain/channels/channel';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { suppress, writeTombstones } from '../consent';
import { cancelQueued } from '../delivery';
import type { Person } from './person';

const REASON = 'The customer asked to be forgotten.';
const ADDRESSED: Record<'email' | 'phone', readonly ChannelId[]> = { email: ['email'], phone: ['sms', 'whatsapp'] };

/**
 * Stops everything that goes on for a person, before anything of them is erased, in the caller's transaction: nothing
 * brings them back, nothing is sent, no decision waits. Answers how many tombstones it set.
 */
export async function beginErasure(tx: Db, ctx: ServiceContext, requestId: string, person: Person): Promise<number> {
  await noteErased(tx, ctx, requestId, person);
  const tombstones = await writeTombstones(tx, ctx, requestId, person.identifiers);
  for (const { kind, value } of person.identifiers) {
    if (kind !== 'email' && kind !== 'phone') continue;
    for (const channel of ADDRESSED[kind])
      await suppress(tx, ctx, { channel, address: value, reason: 'erased', messageId: null });
  }
  const { customerId } = person;
  await endSeries(tx, ctx, customerId);
  await withdrawDecisions(tx, ctx, customerId);
  for (const channel of CHANNELS) await cancelQueued(tx, ctx, { customerId, channel, code: 'erased', reason: REASON });
  return tombstones;
}

/**
 * Under the pseudonyms by which the log knows them, which lead to nobody any more once the erasure is through: by this
 * entry alone a decision without what it looked at is told from one that somebody emptied.
 */
async function noteErased(tx: Db, ctx: ServiceContext, requestId: string, { customerIds }: Person): Promise<void> {
  const known = await tx.customer.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: customerIds } },
    select: { subjectRef: true },
    orderBy: { id: 'asc' },
  });
  await appendAudit(
    tx,
    ctx,
    known.map(({ subjectRef }) => ({
      action: 'privacy.erased' as const,
      subject: `customer:${subjectRef}`,
      payload: { requestId },
    })),
  );
}

async function endSeries(tx: Db, ctx: ServiceContext, customerId: string): Promise<void> {
  const running = { workspaceId: ctx.workspaceId, customerId, endedAt: null };
  const ended = { endedAs: 'stopped', endedAt: ctx.now };
  await tx.winbackSpell.updateMany({ where: running, data: { ...ended, nextWaveAt: null } });
  await tx.campaignEnrolment.updateMany({ where: running, data: { ...ended, nextStepAt: null } });
}

async function withdrawDecisions(tx: Db, ctx: ServiceContext, customerId: string): Promise<void> {
  const withdrawn = await tx.$queryRaw<{ id: string }[]>`
    UPDATE decision SET outcome = 'cancelled', outcome_reason = ${REASON}, send_at = NULL, version = version + 1
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ${customerId}::uuid AND outcome = 'in_review'
    RETURNING id`;
  await appendAudit(
    tx,
    ctx,
    withdrawn.map(({ id }) => ({
      action: 'review.withdrawn' as const,
      subject: `decision:${id}`,
      payload: { reason: REASON },
    })),
  );
}

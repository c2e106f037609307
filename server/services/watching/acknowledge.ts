import type { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Anomaly } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { AcknowledgeInput, ReopenInput } from './types';

/**
 * Says that somebody has looked at something unusual, with a note where there is more to say. It stays open as long as it
 * lasts, and calls nobody's attention any more. Throws forbidden, not_found, conflict where a colleague was quicker.
 */
export async function acknowledgeAnomaly(ctx: ServiceContext, input: z.input<typeof AcknowledgeInput>): Promise<void> {
  authorise(ctx, 'measurement.acknowledge');
  const { id, note } = AcknowledgeInput.parse(input);
  await change(ctx, id, 'anomaly.acknowledged', (anomaly) => {
    if (anomaly.acknowledgedAt) throw new ServiceError('conflict', 'Somebody has acknowledged it already.');
    const acknowledgedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    return { acknowledgedAt: ctx.now, acknowledgedById, note: note || null };
  });
}

/** Takes an acknowledgement back. What stood in its note stays in the audit log. Throws forbidden, not_found, conflict. */
export async function reopenAnomaly(ctx: ServiceContext, input: z.input<typeof ReopenInput>): Promise<void> {
  authorise(ctx, 'measurement.acknowledge');
  const { id } = ReopenInput.parse(input);
  await change(ctx, id, 'anomaly.reopened', (anomaly) => {
    if (!anomaly.acknowledgedAt) throw new ServiceError('conflict', 'Nobody has acknowledged it.');
    return { acknowledgedAt: null, acknowledgedById: null, note: null };
  });
}

type Changed = Pick<Anomaly, 'acknowledgedAt' | 'acknowledgedById' | 'note'>;

async function change(
  ctx: ServiceContext,
  id: string,
  action: 'anomaly.acknowledged' | 'anomaly.reopened',
  changed: (anomaly: Anomaly) => Changed,
): Promise<void> {
  const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  await inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT id FROM anomaly WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const anomaly = await tx.anomaly.findUnique({ where: key });
    if (!anomaly) throw new ServiceError('not_found', 'There is no such entry.');
    const data = changed(anomaly);
    await tx.anomaly.update({ where: key, data });
    const payload = { kpi: anomaly.kpi, note: data.note ?? anomaly.note };
    await appendAudit(tx, ctx, { action, subject: `anomaly:${id}`, payload });
  });
}

import { ALLOWED_TO_SEND } from '@/domain/decisions/outcome';
import { EVERYTHING, MARKETING } from '@/domain/guardrails/consent-record';
import { COVERS } from '../kill-switch';
import type { ClaimedMessage } from './claim';
import type { Dispatch } from './dispatch-due';

/** What goes over the wire; read only now, so that claiming stays cheap. */
export type MessageBody = { subject: string | null; html: string | null; text: string; headers: unknown };

type StartedRow = MessageBody & { id: string };

/**
 * Writes down, before anything touches the network, that these messages are being handed over. A stop, suppression,
 * withdrawn consent or cancelled decision that came after the claim still counts: for such a message the answer is null
 * and it is let go. A decision that was executed may have a message that the provider could not deliver, and that is
 * tried again.
 */
export async function startAttempts(
  { ctx, worker, leaseMs }: Dispatch,
  messages: ClaimedMessage[],
): Promise<(MessageBody | null)[]> {
  const ids = messages.map((message) => message.id);
  // A message may have two: for entries of the list that were made before numbers were spelled alike.
  const hashes = messages.flatMap(({ id, addressHashes }) => addressHashes.map((hash) => ({ id, hash })));
  const started = await ctx.db.$queryRaw<StartedRow[]>`
    UPDATE message m SET status = 'attempting', attempts = m.attempts + 1,
      lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    FROM unnest(${ids}::uuid[]) AS mine(id), decision d
    WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.id = mine.id AND m.status = 'claimed'
      AND m.claimed_by = ${worker}
      AND d.workspace_id = m.workspace_id AND d.id = m.decision_id
      AND d.outcome = ANY(${[...ALLOWED_TO_SEND]}::text[])
      AND NOT EXISTS (SELECT 1 FROM suppression s
        JOIN unnest(${hashes.map(({ id }) => id)}::uuid[], ${hashes.map(({ hash }) => hash)}::text[])
          AS listed(id, hash) ON listed.hash = s.address_hash
        WHERE s.workspace_id = m.workspace_id AND s.channel = m.channel AND listed.id = m.id)
      AND 'withdrawn' IS DISTINCT FROM (SELECT e.status FROM consent_event e
        WHERE e.workspace_id = m.workspace_id AND e.customer_id = m.customer_id
          AND ((e.channel = m.channel AND e.purpose = ${MARKETING}) OR e.purpose = ${EVERYTHING})
        ORDER BY e.occurred_at DESC, e.recorded_at DESC, e.id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = m.workspace_id AND k.resumed_at IS NULL
        AND ${COVERS})
    RETURNING m.id, m.subject, m.html, m.text, m.headers`;
  const bodies = new Map(started.map((row) => [row.id, row]));
  return ids.map((id) => bodies.get(id) ?? null);
}

/** Puts messages that were claimed and not attempted back in the queue, to be judged again. */
export async function release({ ctx, worker }: Dispatch, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db.$executeRaw`
    UPDATE message SET status = 'queued', claimed_by = NULL, lease_until = NULL
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND status = 'claimed'
      AND claimed_by = ${worker}`;
}

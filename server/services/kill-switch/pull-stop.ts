import { v7 } from 'uuid';
import type { StopCause } from '@/domain/decisions/stops';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { lockStops } from './lock-stops';

type Stop = { scope: string; target: string; reason: string; cause: StopCause };

/**
 * Pulls a stop in the caller's transaction. Of two at once the second finds the first's: one stop stands, and only whoever
 * made it gets an audit record, to append last.
 */
export async function pullStop(
  tx: Db,
  ctx: ServiceContext,
  { scope, target, reason, cause }: Stop,
): Promise<{ id: string; record: AuditRecord | null }> {
  const { workspaceId } = ctx;
  await lockStops(tx, workspaceId);
  const standing = await tx.killSwitch.findFirst({ where: { workspaceId, scope, target, resumedAt: null } });
  if (standing) return { id: standing.id, record: null };
  const id = v7();
  // What the product stops, it stops itself, whoever's report or work led to it.
  const stoppedById = cause === 'person' && ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.killSwitch.create({
    data: { id, workspaceId, scope, target, reason, cause, stoppedById, stoppedAt: ctx.now },
  });
  const payload = { scope, target, reason, ...(cause !== 'person' && { cause }) };
  return { id, record: { action: 'kill_switch.stopped', subject: `kill_switch:${id}`, payload } };
}

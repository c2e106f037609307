import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision } from '../../generated/prisma/client';
import type { Before } from './verdict-log';

/** Whether a decision is a touch of a win-back series. */
export function isWinback({ trigger }: Pick<Decision, 'trigger'>): boolean {
  return trigger === 'dormant' || trigger === 'wave_due';
}

/** The customer's running series, as it stands before a verdict moves or ends it; null where none runs. */
export async function runningSpell(tx: Db, ctx: ServiceContext, decision: Decision): Promise<Before['spell']> {
  if (!isWinback(decision)) return null;
  return tx.winbackSpell.findFirst({
    where: { workspaceId: ctx.workspaceId, customerId: decision.customerId, endedAt: null },
    select: { id: true, startedAt: true, nextWaveAt: true, endedAs: true, endedAt: true },
  });
}

/** Puts a series back to where it stood. */
export async function restoreSpell(tx: Db, ctx: ServiceContext, spell: Before['spell']): Promise<void> {
  if (!spell) return;
  const { id, ...stood } = spell;
  await tx.winbackSpell.updateMany({ where: { workspaceId: ctx.workspaceId, id }, data: stood });
}

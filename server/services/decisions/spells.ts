import type { WinbackArm } from '@/domain/agents/cart-winback/winback-arm';
import type { Decided } from '@/domain/decisions/decided';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { StoredDecision } from './decide-batch';
import type { Broken } from './store-broken';

/** A running win-back. */
export type Spell = {
  id: string;
  customerId: string;
  dormantFrom: Date;
  startedAt: Date;
  arm: WinbackArm;
  nextWave: number;
};

/**
 * Moves each spell on after one of its touches was decided: to the next touch, or to its end. A customer left alone gets
 * no series; a VIP gets one letter. Where deciding one touch broke, the next is tried when its day comes.
 */
export async function settleSpells(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  spells: readonly Spell[],
  { made, broken }: { made: readonly StoredDecision[]; broken: readonly Broken[] },
): Promise<void> {
  const spellOf = ({ request }: StoredDecision | Broken) => request.winback?.spellId;
  const decisions = new Map(made.map((decision) => [spellOf(decision), decision.decided]));
  const failed = new Set(broken.map(spellOf));
  const moves = spells.map((spell) => {
    const came = failed.has(spell.id) ? 'broken' : (decisions.get(spell.id) ?? null);
    return nextOf(spell, came, policy, ctx.now);
  });
  await tx.$executeRaw`
    UPDATE winback_spell s SET next_wave = m.next_wave, next_wave_at = m.next_wave_at, ended_as = m.ended_as,
      ended_at = CASE WHEN m.ended_as IS NULL THEN NULL ELSE ${ctx.now}::timestamptz END
    FROM json_to_recordset(${JSON.stringify(moves)}::json)
      AS m(id uuid, next_wave int, next_wave_at timestamptz, ended_as text)
    WHERE s.workspace_id = ${ctx.workspaceId}::uuid AND s.id = m.id`;
}

/** `came`: what was decided, that deciding it broke, or null where there is nobody to decide for. */
function nextOf(spell: Spell, came: Decided | 'broken' | null, policy: Policy, now: Date) {
  const next = policy.winback.waves[spell.nextWave];
  const isLastWord =
    came !== 'broken' && (came?.outcome === 'held_out' || came?.chosen?.action === 'winback_concierge');
  if (next && came && !isLastWord) {
    const nextAt = later(after(spell.startedAt, (next.day - 1) * DAY), now);
    return { id: spell.id, next_wave: spell.nextWave + 1, next_wave_at: nextAt, ended_as: null };
  }
  const endedAs = came && !next ? 'completed' : 'stopped';
  return { id: spell.id, next_wave: spell.nextWave, next_wave_at: null, ended_as: endedAs };
}

/** Ends the spells of customers who have come back since: whoever engages is won back. */
export async function endReturned(tx: Db, ctx: ServiceContext): Promise<void> {
  await tx.$executeRaw`
    UPDATE winback_spell s SET ended_as = 'returned', ended_at = ${ctx.now}, next_wave_at = NULL
    FROM customer c
    WHERE s.workspace_id = ${ctx.workspaceId}::uuid AND s.ended_at IS NULL
      AND c.workspace_id = s.workspace_id AND c.id = s.customer_id AND c.last_engaged_at > s.dormant_from`;
}

/** Ends a series because a person said no to one of its touches, or nobody said anything in time. */
export async function stopSpellsOf(tx: Db, ctx: ServiceContext, customerIds: readonly string[]): Promise<void> {
  await tx.winbackSpell.updateMany({
    where: { workspaceId: ctx.workspaceId, customerId: { in: [...customerIds] }, endedAt: null },
    data: { nextWaveAt: null, endedAs: 'stopped', endedAt: ctx.now },
  });
}

/** Keeps the policy's distance to the next touch when one was approved later than it was decided. */
export async function shiftSpell(
  tx: Db,
  ctx: ServiceContext,
  shift: { customerId: string; decidedAt: Date },
): Promise<void> {
  const spell = await tx.winbackSpell.findFirst({
    where: { workspaceId: ctx.workspaceId, customerId: shift.customerId, endedAt: null, nextWaveAt: { not: null } },
  });
  if (!spell?.nextWaveAt) return;
  const waitedMs = ctx.now.getTime() - shift.decidedAt.getTime();
  await tx.winbackSpell.updateMany({
    where: { workspaceId: ctx.workspaceId, id: spell.id },
    data: { startedAt: after(spell.startedAt, waitedMs), nextWaveAt: after(spell.nextWaveAt, waitedMs) },
  });
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

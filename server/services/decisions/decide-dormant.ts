import { v7 } from 'uuid';
import { winbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { decideBatch, type StoredDecision } from './decide-batch';
import { type Spell, settleSpells } from './spells';
import { announce, BATCH, inBatches, isAgentStopped } from './sweep';

/**
 * Begins the win-back of up to `limit` customers who have become dormant, each dormancy once, and decides its first
 * touch. Answers how many decisions were stored.
 */
export async function decideDormant(ctx: ServiceContext, { limit }: { limit: number }): Promise<{ decided: number }> {
  if (await isAgentStopped(ctx, 'cart_winback')) return { decided: 0 };
  const made: StoredDecision[] = [];
  await inBatches(limit, made, (size) => decideSomeDormant(ctx, size));
  await announce(ctx, made);
  return { decided: made.length };
}

function decideSomeDormant(ctx: ServiceContext, size: number): Promise<StoredDecision[]> {
  return inTransaction(ctx, async (tx) => {
    const policy = await activePolicy(ctx, tx);
    const spells = await beginSpells(tx, ctx, policy.document.winback, size);
    const requests = spells.map(
      (spell): SnapshotRequest => ({
        customerId: spell.customerId,
        trigger: { kind: 'dormant', spellId: spell.id },
        cartId: null,
        winback: {
          spellId: spell.id,
          dormantFrom: spell.dormantFrom.toISOString(),
          startedAt: ctx.now.toISOString(),
          arm: spell.arm,
          wave: 1,
        },
        decisionId: null,
      }),
    );
    const made = await decideBatch(tx, ctx, policy, requests);
    await settleSpells(tx, ctx, policy.document, spells, made);
    return made;
  });
}

type Dormant = { id: string; dormantFrom: Date };

/** Writes a spell for each newly dormant customer; who writes it first decides for it. */
async function beginSpells(
  tx: Db,
  ctx: ServiceContext,
  rules: { dormantDays: number; forgottenDays: number },
  size: number,
): Promise<Spell[]> {
  const { workspaceId, now } = ctx;
  const dormant = await tx.$queryRaw<Dormant[]>`
    SELECT c.id, c.last_engaged_at AS "dormantFrom" FROM customer c
    WHERE c.workspace_id = ${workspaceId}::uuid
      AND c.last_engaged_at <= ${after(now, -rules.dormantDays * DAY)}
      AND c.last_engaged_at > ${after(now, -rules.forgottenDays * DAY)}
      AND NOT EXISTS (SELECT 1 FROM winback_spell s WHERE s.workspace_id = c.workspace_id AND s.customer_id = c.id
                      AND s.dormant_from = c.last_engaged_at)
    ORDER BY c.last_engaged_at, c.id LIMIT ${Math.min(size, BATCH)}`;
  if (dormant.length === 0) return [];
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const rows = await tx.winbackSpell.createManyAndReturn({
    data: dormant.map(({ id, dormantFrom }) => ({
      id: v7(),
      workspaceId,
      customerId: id,
      dormantFrom,
      startedAt: now,
      arm: winbackArm(workspace.holdoutSalt, id),
      nextWave: 1,
      nextWaveAt: now,
    })),
    skipDuplicates: true,
  });
  return rows.map((row) => ({ ...row, arm: row.arm as Spell['arm'] }));
}

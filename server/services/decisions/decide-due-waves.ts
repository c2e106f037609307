import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { isAgentStopped } from '../kill-switch';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { decideBatch, type StoredDecision } from './decide-batch';
import { endReturned, type Spell, settleSpells } from './spells';
import { announce, BATCH, inBatches } from './sweep';

/**
 * Decides the next touch of up to `limit` win-back series whose day has come. Series of customers who came back end
 * first; a series waits while a person still looks at its last touch. Answers how many decisions were stored.
 */
export async function decideDueWaves(ctx: ServiceContext, { limit }: { limit: number }): Promise<{ decided: number }> {
  if (await isAgentStopped(ctx, 'cart_winback')) return { decided: 0 };
  await endReturned(ctx.db, ctx);
  const made: StoredDecision[] = [];
  await inBatches(limit, made, (size) => decideSomeWaves(ctx, size));
  await announce(ctx, made);
  return { decided: made.length };
}

function decideSomeWaves(ctx: ServiceContext, size: number): Promise<StoredDecision[]> {
  return inTransaction(ctx, async (tx) => {
    const policy = await activePolicy(ctx, tx);
    const spells = await claimDueSpells(tx, ctx, size);
    const requests = spells.map(
      (spell): SnapshotRequest => ({
        customerId: spell.customerId,
        trigger: { kind: 'wave_due', spellId: spell.id, wave: spell.nextWave },
        cartId: null,
        winback: {
          spellId: spell.id,
          dormantFrom: spell.dormantFrom.toISOString(),
          startedAt: spell.startedAt.toISOString(),
          arm: spell.arm,
          wave: spell.nextWave,
        },
        decisionId: null,
      }),
    );
    return decideBatch(tx, ctx, policy, requests, {
      conclude: async (made, broken) => {
        await settleSpells(tx, ctx, policy.document, spells, { made, broken });
        return [];
      },
    });
  });
}

function claimDueSpells(tx: Db, ctx: ServiceContext, size: number): Promise<Spell[]> {
  return tx.$queryRaw<Spell[]>`
    SELECT s.id, s.customer_id AS "customerId", s.dormant_from AS "dormantFrom", s.started_at AS "startedAt", s.arm,
           s.next_wave AS "nextWave"
    FROM winback_spell s
    WHERE s.workspace_id = ${ctx.workspaceId}::uuid AND s.ended_at IS NULL AND s.next_wave_at <= ${ctx.now}
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.workspace_id = s.workspace_id AND d.customer_id = s.customer_id
                      AND d.trigger IN ('dormant', 'wave_due') AND d.outcome = 'in_review')
    ORDER BY s.next_wave_at, s.id LIMIT ${Math.min(size, BATCH)}
    FOR UPDATE OF s SKIP LOCKED`;
}

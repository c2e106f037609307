import { v7 } from 'uuid';
import { winbackArm } from '@/domain/agents/cart-winback/winback-arm';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { lockStaged, saveStages } from '../customers';
import { isAgentStopped } from '../kill-switch';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { decideBatch, type StoredDecision } from './decide-batch';
import { type Spell, settleSpells } from './spells';
import { announce, BATCH, inBatches } from './sweep';

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
    // Whoever is found dormant is no active customer until tomorrow's look: the decision rests on their stage of now.
    const dormant = await lockStaged(
      tx,
      ctx,
      spells.map(({ customerId }) => customerId),
    );
    const changes = await saveStages(tx, ctx, policy.document, dormant);
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
    return decideBatch(tx, ctx, policy, requests, {
      conclude: async (made, broken) => {
        await settleSpells(tx, ctx, policy.document, spells, { made, broken });
        return changes;
      },
    });
  });
}

type Dormant = { id: string; dormantFrom: Date };

/**
 * Writes a spell for each newly dormant customer; who writes it first decides for it. Who never engaged is quiet since
 * they joined, as the stages have it: the lifecycle hands them over as churned, and nobody else would write to them.
 */
async function beginSpells(
  tx: Db,
  ctx: ServiceContext,
  rules: { dormantDays: number; forgottenDays: number },
  size: number,
): Promise<Spell[]> {
  const { workspaceId, now } = ctx;
  const dormant = await tx.$queryRaw<Dormant[]>`
    SELECT c.id, quiet.since AS "dormantFrom" FROM customer c,
      LATERAL (SELECT coalesce(c.last_engaged_at, c.signed_up_at, c.first_seen_at) AS since) quiet
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.erased_at IS NULL AND c.merged_into_id IS NULL
      AND quiet.since <= ${after(now, -rules.dormantDays * DAY)}
      AND quiet.since > ${after(now, -rules.forgottenDays * DAY)}
      AND NOT EXISTS (SELECT 1 FROM winback_spell s WHERE s.workspace_id = c.workspace_id AND s.customer_id = c.id
                      AND s.dormant_from = quiet.since)
    ORDER BY quiet.since, c.id LIMIT ${Math.min(size, BATCH)}`;
  if (dormant.length === 0) return [];
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const spells = dormant.map(({ id, dormantFrom }) => ({
    id: v7(),
    customer_id: id,
    dormant_from: dormantFrom,
    arm: winbackArm(workspace.holdoutSalt, id),
  }));
  return await tx.$queryRaw<Spell[]>`
    INSERT INTO winback_spell (workspace_id, id, customer_id, dormant_from, started_at, arm, next_wave, next_wave_at)
    SELECT ${workspaceId}::uuid, id, customer_id, dormant_from, ${now}, arm, 1, ${now}
    FROM json_to_recordset(${JSON.stringify(spells)}::json)
      AS spell(id uuid, customer_id uuid, dormant_from timestamptz, arm text)
    ON CONFLICT DO NOTHING
    RETURNING id, customer_id AS "customerId", dormant_from AS "dormantFrom", started_at AS "startedAt", arm,
      next_wave AS "nextWave"`;
}

import type { Snapshot } from '@/domain/decisions/snapshot';
import type { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * What of the budgets a decision's own message and those behind it in the line hold, as they stand in the sums: of its
 * channel messages and cents of codes, of its campaign cents of both. What leaves first is paid for first.
 */
export type Behind = { messages: number; discountCents: number; campaignCents: number };

/** Per decision whose message waits to leave; nothing is read where no channel and no campaign has a cap. */
export async function behindInLine(
  tx: Db,
  ctx: ServiceContext,
  decisionIds: readonly string[],
  { budgets }: Pick<Policy, 'budgets'>,
  capped: Snapshot['campaignBudgets'],
): Promise<Map<string, Behind>> {
  const channels = Object.keys(budgets.channelCents);
  const campaigns = capped.map(({ campaignId }) => campaignId);
  if (channels.length === 0 && campaigns.length === 0) return new Map();
  const rows = await tx.$queryRaw<(Behind & { decisionId: string })[]>`
    SELECT "decisionId", messages::int, "discountCents"::int, "campaignCents"::float8 FROM (
      SELECT m.decision_id AS "decisionId",
        count(*) OVER of_channel AS messages,
        sum(coalesce(o.reserved_cents, 0)) OVER of_channel AS "discountCents",
        sum(coalesce(o.reserved_cents, 0) + coalesce((rate.cents)::float8, 0) / 1000) OVER of_campaign AS "campaignCents"
      FROM message m
      LEFT JOIN offer o ON o.workspace_id = m.workspace_id AND o.decision_id = m.decision_id AND o.status = 'live'
      LEFT JOIN campaign_touch t ON t.workspace_id = m.workspace_id AND t.decision_id = m.decision_id
      LEFT JOIN json_each_text(${JSON.stringify(budgets.costPerThousandCents)}::json) AS rate(channel, cents)
        ON rate.channel = m.channel
      WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.status = 'queued'
        AND (m.channel = ANY(${channels}::text[]) OR t.campaign_id = ANY(${campaigns}::uuid[]))
      WINDOW of_channel AS (PARTITION BY m.channel ORDER BY m.send_at DESC, m.id DESC),
        of_campaign AS (PARTITION BY t.campaign_id ORDER BY m.send_at DESC, m.id DESC)
    ) AS line WHERE "decisionId" = ANY(${[...decisionIds]}::uuid[])`;
  return new Map(rows.map(({ decisionId, ...behind }) => [decisionId, behind]));
}

import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

export type VariantCounts = {
  variantId: string;
  /** Of the test's shares, in which these customers were drawn. */
  period: number;
  exposed: number;
  delivered: number;
  clicked: number;
  ordered: number;
  unsubscribed: number;
};

/**
 * Customers of each arm and period by what really happened to the first message of the test they got: given, delivered, clicked by
 * a person, followed by an order that is attributed to it, or by a word that they want no more.
 */
export function countResults(tx: Db, ctx: ServiceContext, experimentIds: readonly string[]): Promise<VariantCounts[]> {
  return tx.$queryRaw<VariantCounts[]>`
    SELECT e.variant_id AS "variantId", e.period, count(DISTINCT e.customer_id)::int AS exposed,
      count(DISTINCT e.customer_id) FILTER (WHERE m.delivered_at IS NOT NULL)::int AS delivered,
      count(DISTINCT e.customer_id) FILTER (WHERE m.delivered_at IS NOT NULL AND m.clicked_at IS NOT NULL)::int AS clicked,
      count(DISTINCT e.customer_id) FILTER (WHERE m.delivered_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM attribution a WHERE a.workspace_id = e.workspace_id AND a.decision_id = e.decision_id))::int AS ordered,
      count(DISTINCT e.customer_id) FILTER (WHERE m.delivered_at IS NOT NULL
        AND (m.unsubscribed_at IS NOT NULL OR m.complained_at IS NOT NULL))::int AS unsubscribed
    FROM experiment_exposure e
    LEFT JOIN message m ON m.workspace_id = e.workspace_id AND m.decision_id = e.decision_id
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.experiment_id = ANY(${[...experimentIds]}::uuid[])
    GROUP BY e.variant_id, e.period`;
}

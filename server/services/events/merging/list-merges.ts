import { z } from 'zod';
import { authorise, type ServiceContext } from '../../../context';

export const ListMergesInput = z.object({ customerId: z.uuid() });

export type CustomerMergeItem = {
  id: string;
  mergedAt: Date;
  undoneAt: Date | null;
  reason: string;
  /** Ids the shop knew the merged record by; none for a visitor. */
  externalIds: string[];
};

const MAX_MERGES = 50;

/** Records that became part of this customer, the last first, at most 50. */
export async function listMerges(
  ctx: ServiceContext,
  input: z.input<typeof ListMergesInput>,
): Promise<{ items: CustomerMergeItem[] }> {
  authorise(ctx, 'customers.read');
  const { customerId } = ListMergesInput.parse(input);
  const items = await ctx.db.$queryRaw<CustomerMergeItem[]>`
    SELECT m.id, m.merged_at AS "mergedAt", m.undone_at AS "undoneAt", m.reason,
      ARRAY(SELECT i.value FROM customer_identity i WHERE i.workspace_id = m.workspace_id AND i.kind = 'external'
        AND i.customer_id = m.survivor_id AND i.home_id = m.merged_id ORDER BY 1) AS "externalIds"
    FROM customer_merge m WHERE m.workspace_id = ${ctx.workspaceId}::uuid AND m.survivor_id = ${customerId}::uuid
    ORDER BY m.merged_at DESC, m.id DESC LIMIT ${MAX_MERGES}`;
  return { items };
}

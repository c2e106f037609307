import { preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';

/** What lets somebody be reached beside their addresses. */
export type Reach = {
  /** When they last wrote to us by WhatsApp. */
  wroteAt: Date | null;
  /** The app is on a device of theirs. */
  hasDevice: boolean;
};

const NOTHING: Reach = { wroteAt: null, hasDevice: false };

/** How customers can be reached beside their addresses; one query, and none for histories that are lived through. */
export async function loadReach(
  tx: Db,
  { workspaceId, workspace, now }: ServiceContext,
  customerIds: readonly string[],
): Promise<(customerId: string) => Reach> {
  if (workspace.isVirtual || customerIds.length === 0) return () => NOTHING;
  const rows = await preparedRows<Reach & { id: string }>(
    tx,
    'reach',
    Prisma.sql`
    SELECT c.id,
      (SELECT max(i.received_at) FROM inbound_message i WHERE i.workspace_id = ${workspaceId}::uuid
        AND i.customer_id = c.id AND i.channel = 'whatsapp' AND i.received_at <= ${now}) AS "wroteAt",
      EXISTS (SELECT 1 FROM push_device d
        WHERE d.workspace_id = ${workspaceId}::uuid AND d.customer_id = c.id) AS "hasDevice"
    FROM (SELECT value::uuid AS id FROM json_array_elements_text(${JSON.stringify(customerIds)}::json)) AS c`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (customerId) => byId.get(customerId) ?? NOTHING;
}

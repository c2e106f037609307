import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

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
  const rows = await tx.$queryRaw<(Reach & { id: string })[]>`
    SELECT c.id,
      (SELECT max(i.received_at) FROM inbound_message i WHERE i.workspace_id = ${workspaceId}::uuid
        AND i.customer_id = c.id AND i.channel = 'whatsapp' AND i.received_at <= ${now}) AS "wroteAt",
      EXISTS (SELECT 1 FROM push_device d
        WHERE d.workspace_id = ${workspaceId}::uuid AND d.customer_id = c.id) AS "hasDevice"
    FROM unnest(${[...customerIds]}::uuid[]) AS c(id)`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (customerId) => byId.get(customerId) ?? NOTHING;
}

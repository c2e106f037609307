import type { ChannelId } from '@/domain/channels/channel';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { ProviderReport } from '../../generated/prisma/client';

/** A message as far as a report may change it. */
export type ReportedMessage = {
  id: string;
  channel: ChannelId;
  status: string;
  attempts: number;
  decisionId: string;
  customerId: string;
  toAddress: string;
  provider: string;
  providerMessageId: string | null;
  acceptedAt: Date | null;
  deliveredAt: Date | null;
  isSimulated: boolean;
};

/**
 * The message each report is about, locked, by the report's id: by our own id where the provider carries it, else by the
 * provider's name for it. Only a message that was handed to a provider is found: nothing can be told of another.
 */
export async function reportedMessages(
  tx: Db,
  { workspaceId }: ServiceContext,
  reports: readonly ProviderReport[],
): Promise<Map<string, ReportedMessage>> {
  const ours = reports.flatMap(({ messageId }) => messageId ?? []);
  const theirs = reports.flatMap(({ messageId, providerMessageId }) => (messageId ? [] : (providerMessageId ?? [])));
  const rows = await tx.$queryRaw<ReportedMessage[]>`
    SELECT id, channel, status, attempts, decision_id AS "decisionId", customer_id AS "customerId",
      to_address AS "toAddress", provider, provider_message_id AS "providerMessageId", accepted_at AS "acceptedAt",
      delivered_at AS "deliveredAt", is_simulated AS "isSimulated"
    FROM message
    WHERE workspace_id = ${workspaceId}::uuid AND provider <> 'sandbox'
      AND (id = ANY(${ours}::uuid[]) OR provider_message_id = ANY(${theirs}::text[]))
    ORDER BY id FOR UPDATE`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = new Map(rows.map((row) => [row.providerMessageId, row]));
  return new Map(
    reports.flatMap((report) => {
      const message = report.messageId ? byId.get(report.messageId) : byName.get(report.providerMessageId);
      return message && message.channel === report.channel ? [[report.id, message] as const] : [];
    }),
  );
}

import { v7 } from 'uuid';
import type { Report } from '@/domain/delivery/report';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';

/** Rows of one statement, which is a transaction of its own: whatever else the process does comes in between. */
const BATCH = 1_000;

const STORE = `
  INSERT INTO provider_report (workspace_id, id, provider, channel, dedupe_key, message_id, provider_message_id, report,
    next_at, received_at)
  SELECT $1::uuid, row.id, $2, $3, row.report ->> 'key', (row.report ->> 'messageId')::uuid,
    row.report ->> 'providerMessageId', row.report, $4::timestamptz, $4::timestamptz
  FROM json_to_recordset($5::json) AS row(id uuid, report jsonb)
  ON CONFLICT DO NOTHING`;

type Told = { provider: string; channel: string; reports: readonly Report[] };

/**
 * Stores what a provider told, to be worked in later; what is known already stays as it is. Durable once this resolves.
 * Where it does not, some may be stored: told again, they are known.
 */
export async function storeReports(ctx: ServiceContext, { provider, channel, reports }: Told): Promise<void> {
  const { workspaceId, now } = ctx;
  for (let start = 0; start < reports.length; start += BATCH) {
    const rows = reports.slice(start, start + BATCH).map((report) => ({ id: v7(), report }));
    await plainSql(ctx.db).query({
      name: 'store-reports',
      text: STORE,
      values: [workspaceId, provider, channel, now, JSON.stringify(rows)],
    });
  }
  await ctx.db.providerAccount.updateMany({ where: { workspaceId, channel, provider }, data: { lastReportAt: now } });
}

/** Those of the reports that the provider has not told before. */
export async function untold<Each extends Report>(
  { db, workspaceId }: ServiceContext,
  { provider, reports }: { provider: string; reports: readonly Each[] },
): Promise<Each[]> {
  const keys = reports.map(({ key }) => key);
  const known = await db.providerReport.findMany({
    where: { workspaceId, provider, dedupeKey: { in: keys } },
    select: { dedupeKey: true },
  });
  const told = new Set(known.map(({ dedupeKey }) => dedupeKey));
  return reports.filter(({ key }) => !told.has(key));
}

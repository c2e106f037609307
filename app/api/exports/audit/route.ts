import { auditAskedOf, loadAuditFilters } from '@/lib/audit-filter-params';
import { exportEntries, exportLog } from '@/server/services/audit';
import { csvDoor } from '../csv-door';
import { fileDoor } from '../file-door';

/** The audit log: as a CSV file of what the filters leave, or whole as the NDJSON that `npm run audit:verify` checks. */
export function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.get('format') === 'ndjson')
    return fileDoor(request, 'audit', { extension: 'ndjson', type: 'application/x-ndjson' }, (ctx) => exportLog(ctx));
  return csvDoor(request, 'audit', (ctx, params) =>
    exportEntries(ctx, auditAskedOf(loadAuditFilters(params), ctx.now, ctx.workspace.timezone)),
  );
}

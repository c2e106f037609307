import { auditAskedOf, auditFilterParams, loadAuditFilters } from '@/lib/audit-filter-params';
import { exportEntries, exportLog } from '@/server/services/audit';
import { csvDoor } from '../csv-door';
import { fileDoor } from '../file-door';
import { refuseUnreadable } from '../read-filters';

/** The audit log: as a CSV file of what the filters leave, or whole as the NDJSON that `npm run audit:verify` checks. */
export function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.get('format') === 'ndjson')
    return fileDoor(
      request,
      'audit',
      { extension: 'ndjson', type: 'application/x-ndjson; charset=utf-8' },
      (ctx, params) => {
        refuseUnreadable(params, {}, ['format']);
        return exportLog(ctx);
      },
    );
  return csvDoor(request, 'audit', (ctx, params) => {
    refuseUnreadable(params, auditFilterParams, ['format']);
    return exportEntries(ctx, auditAskedOf(loadAuditFilters(params), ctx.now, ctx.workspace.timezone));
  });
}

import { ChangeFilters, exportReplay } from '@/server/services/replay';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** What one replay found, as its page filters it, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'replay', (ctx, params) => {
    const { areGaps, ...filters } = Object.fromEntries(params);
    refuseUnreadable(params, {}, ['areGaps', ...Object.keys(ChangeFilters.shape)]);
    return exportReplay(ctx, ChangeFilters.parse({ ...filters, areGaps: areGaps === 'true' }));
  });
}

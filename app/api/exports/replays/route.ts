import { ChangeFilters, exportReplay } from '@/server/services/replay';
import { csvDoor } from '../csv-door';

/** What one replay found, as its page filters it, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'replay', (ctx, params) => {
    const { areGaps, ...filters } = Object.fromEntries(params);
    return exportReplay(ctx, ChangeFilters.parse({ ...filters, areGaps: areGaps === 'true' }));
  });
}

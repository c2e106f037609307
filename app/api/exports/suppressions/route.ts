import { askedSuppressions, loadSuppressionFilters, suppressionFilterParams } from '@/lib/suppression-filter-params';
import { exportSuppressions } from '@/server/services/suppressions';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** The entries of the suppression list that the filters leave, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'suppressions', (ctx, params) => {
    refuseUnreadable(params, suppressionFilterParams);
    return exportSuppressions(ctx, askedSuppressions(loadSuppressionFilters(params)));
  });
}

import { askedRequests, loadRequestFilters, requestFilterParams } from '@/lib/privacy-filter-params';
import { exportRequests } from '@/server/services/privacy';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** The register of privacy requests that the filters of the list leave, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'privacy-requests', (ctx, params) => {
    refuseUnreadable(params, requestFilterParams);
    return exportRequests(ctx, askedRequests(loadRequestFilters(params)));
  });
}

import { parseAsId } from '@/lib/decision-filter-params';
import { exportMembers } from '@/server/services/segments';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** All members of a segment, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'segment', (ctx, params) => {
    refuseUnreadable(params, { id: parseAsId });
    return exportMembers(ctx, { segmentId: parseAsId.parse(params.get('id') ?? '') ?? '' });
  });
}

import { askedLetters, deadLetterParams, loadDeadLetterFilters } from '@/lib/dead-letter-params';
import { exportDeadLetters } from '@/server/services/events';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** Refused events that the filters of the list leave, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'refused-events', (ctx, params) => {
    refuseUnreadable(params, deadLetterParams);
    return exportDeadLetters(ctx, askedLetters(loadDeadLetterFilters(params)));
  });
}

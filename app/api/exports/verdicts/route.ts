import { exportVerdicts } from '@/server/services/review';
import { csvDoor } from '../csv-door';

/** All verdicts of reviewers, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'verdicts', (ctx) => exportVerdicts(ctx));
}

import { exportAnomalies } from '@/server/services/watching';
import { csvDoor } from '../csv-door';

/** Everything that is and was unusual, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'unusual figures', (ctx) => exportAnomalies(ctx));
}

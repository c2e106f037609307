import { exportKpiDecisions } from '@/server/services/measurement';
import { csvDoor } from '../csv-door';

/** The decisions behind one figure, over a range of days or on one of them, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'figure', (ctx, params) => exportKpiDecisions(ctx, Object.fromEntries(params)));
}

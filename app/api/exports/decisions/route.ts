import { askedOf, loadDecisionFilters } from '@/lib/decision-filter-params';
import { exportDecisions } from '@/server/services/decisions';
import { csvDoor } from '../csv-door';

/** All decisions that the filters of the log leave, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'decisions', (ctx, params) =>
    exportDecisions(ctx, askedOf(loadDecisionFilters(params), ctx.now, ctx.workspace.timezone)),
  );
}

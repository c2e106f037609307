import {
  askedOf,
  decisionFilterParams,
  loadDecisionFilters,
  parseAsIds,
  selectedIn,
} from '@/lib/decision-filter-params';
import { exportDecisions } from '@/server/services/decisions';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** All decisions that the filters of the log leave, or those that are named, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'decisions', (ctx, params) => {
    refuseUnreadable(params, { ...decisionFilterParams, ids: parseAsIds });
    const ids = selectedIn(params);
    return exportDecisions(ctx, {
      ...askedOf(loadDecisionFilters(params), ctx.now, ctx.workspace.timezone),
      ...(ids && { ids }),
    });
  });
}

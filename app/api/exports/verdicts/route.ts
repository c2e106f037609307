import { askedVerdicts, loadVerdictFilters, verdictFilterParams } from '@/lib/verdict-filter-params';
import { exportVerdicts } from '@/server/services/review';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** The verdicts of reviewers that the filters of the history leave, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'verdicts', (ctx, params) => {
    refuseUnreadable(params, verdictFilterParams);
    return exportVerdicts(ctx, askedVerdicts(loadVerdictFilters(params), ctx.now, ctx.workspace.timezone));
  });
}

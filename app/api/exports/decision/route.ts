import { parseAsId } from '@/lib/decision-filter-params';
import { exportDecision } from '@/server/services/decisions';
import { fileDoor } from '../file-door';

/** One decision, whole, as the JSON file that docs/how-to/read-a-decision.md describes. */
export function GET(request: Request): Promise<Response> {
  const decisionId = parseAsId.parse(new URL(request.url).searchParams.get('id') ?? '') ?? '';
  return fileDoor(
    request,
    `decision-${decisionId}`,
    { extension: 'json', type: 'application/json; charset=utf-8' },
    (ctx) => exportDecision(ctx, { decisionId }),
  );
}

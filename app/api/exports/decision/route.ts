import { parseAsId } from '@/lib/decision-filter-params';
import { exportDecision, proveDecision } from '@/server/services/decisions';
import { fileDoor } from '../file-door';

/**
 * One decision, whole: with `as=proof` as the lines that `npm run audit:verify` checks, else as the JSON file that docs/how-to/read-a-decision.md describes.
 */
export function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const decisionId = parseAsId.parse(params.get('id') ?? '') ?? '';
  if (params.get('as') === 'proof')
    return fileDoor(
      request,
      `decision-proof-${decisionId}`,
      { extension: 'ndjson', type: 'application/x-ndjson; charset=utf-8' },
      (ctx) => proveDecision(ctx, { decisionId }),
    );
  return fileDoor(
    request,
    `decision-${decisionId}`,
    { extension: 'json', type: 'application/json; charset=utf-8' },
    (ctx) => exportDecision(ctx, { decisionId }),
  );
}

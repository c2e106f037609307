import { z } from 'zod';
import { exportRefused } from '@/server/services/imports';
import { csvDoor } from '../csv-door';

/** Rows of an imported file that were refused, with the reason, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'refused-rows', (ctx, params) =>
    exportRefused(ctx, { importId: z.uuid().parse(params.get('id')) }),
  );
}

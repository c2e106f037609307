import { exportCertificate, exportPerson } from '@/server/services/privacy';
import { type FileKind, fileDoor } from '../file-door';

const JSON_FILE: FileKind = { extension: 'json', type: 'application/json; charset=utf-8' };
const CSV_FILE: FileKind = { extension: 'csv', type: 'text/csv; charset=utf-8' };

/**
 * The files of a privacy request: the copy of a person's data whole (JSON) or one table of it (`table`, CSV), and the
 * certificate of what was done (`what=certificate`).
 */
export function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const requestId = params.get('id') ?? '';
  const table = params.get('table') ?? undefined;
  if (params.get('what') === 'certificate') {
    return fileDoor(request, 'privacy-certificate', JSON_FILE, (ctx) => exportCertificate(ctx, { requestId }));
  }
  return fileDoor(request, 'personal-data', table ? CSV_FILE : JSON_FILE, (ctx) =>
    exportPerson(ctx, { requestId, table }),
  );
}

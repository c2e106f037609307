import { type FileMaker, fileDoor } from './file-door';

/** A CSV file that is made while it is read; `what` begins its name. */
export function csvDoor(request: Request, what: string, make: FileMaker): Promise<Response> {
  return fileDoor(request, what, { extension: 'csv', type: 'text/csv; charset=utf-8' }, make);
}

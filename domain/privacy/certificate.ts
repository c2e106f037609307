import type { PersonTable } from './table-plan';

/** What was done with one table. */
export type CertificateLine = {
  readonly table: string;
  readonly called: string;
  /** erased, pseudonymised or kept; handed over for access and portability. */
  readonly done: 'erased' | 'pseudonymised' | 'kept' | 'handed over';
  readonly rows: number;
  readonly because: string;
};

/** The statement that a request was answered: what was done, to how many rows, when and by whom. Names no person. */
export type Certificate = {
  readonly format: 'touchstone-privacy-certificate-1';
  readonly workspace: string;
  readonly requestId: string;
  readonly kind: string;
  readonly regime: string;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly verifiedAt: string | null;
  readonly verifiedBy: string | null;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly finishedAt: string;
  /** Keyed hashes kept so that the person is not brought back. */
  readonly tombstones: number;
  readonly lines: readonly CertificateLine[];
};

/** What an erasure did to a table of which so many rows were touched; `left` are those it still holds. */
export function erasureLine(plan: PersonTable, touched: number, left: number): CertificateLine {
  const { table, called, because, rows } = plan;
  switch (rows) {
    case 'delete':
      return { table, called, because, done: 'erased', rows: touched };
    case 'pseudonymise':
      return { table, called, because, done: 'pseudonymised', rows: Math.max(touched, left) };
    case 'keep':
      return { table, called, because, done: 'kept', rows: left };
  }
}

import { z } from 'zod';
import { type FileTotals, noTotals } from '@/domain/imports/file-totals';
import { IMPORT_KINDS, type ImportKind } from '@/domain/imports/kinds';
import type { Mapping } from '@/domain/imports/mapping';
import { UndoTotals } from '@/domain/imports/undo';
import { strictInput } from '../../../strict-input';

const MAX_COLUMNS = 500;
const Name = z.string().max(64);

/** How the rows of a file are read, as somebody confirmed it. */
export const MappingInput = strictInput({
  kind: z.enum(IMPORT_KINDS),
  hasHeader: z.boolean(),
  columns: z.array(strictInput({ field: Name.nullable(), format: Name.nullable() })).max(MAX_COLUMNS),
  fixed: z.record(Name, z.string().max(255)).default({}),
}) satisfies z.ZodType<Mapping>;

const Reason = z.object({
  column: z.string().nullable(),
  message: z.string(),
  rows: z.number().int(),
  firstLine: z.number().int(),
});
const Count = z.number().int().default(0);
export const StoredTotals = z.object({
  rows: Count,
  used: Count,
  refused: Count,
  written: Count,
  known: Count,
  suppressed: Count,
  reasons: z.array(Reason).default([]),
  otherReasons: Count,
}) satisfies z.ZodType<FileTotals>;

/**
 * `checking` reads everything and writes nothing; `checked` waits for somebody to start it; `undoing` takes back what
 * it wrote.
 */
export type FileImportStatus =
  | 'uploaded'
  | 'checking'
  | 'checked'
  | 'importing'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'undoing'
  | 'undone';

/** Where a file stands, in words that follow "This file". */
export const STATUS_WORDS: Record<FileImportStatus, string> = {
  uploaded: 'has not been looked through yet',
  checking: 'is being looked through',
  checked: 'was looked through and waits to be started',
  importing: 'is being imported',
  completed: 'has been imported',
  failed: 'could not be imported to its end',
  cancelled: 'was cancelled',
  undoing: 'is being undone',
  undone: 'was undone',
};

/** Statuses in which it goes on by itself. */
export const WORKING: FileImportStatus[] = ['checking', 'importing', 'undoing'];

export type FileImport = {
  id: string;
  kind: ImportKind | null;
  fileName: string;
  bytes: number;
  encoding: string;
  delimiter: string;
  /** Cells of the first line. */
  header: string[];
  mapping: Mapping | null;
  status: FileImportStatus;
  totals: FileTotals;
  /** What the first pass counted; null while there was none. */
  checked: FileTotals | null;
  /** 0..1 of the file in this pass. */
  progress: number;
  error: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** When the pass began. */
  phaseAt: Date | null;
  finishedAt: Date | null;
  /** What an undo has taken back, since when and why; null where none was begun. */
  undo: { totals: UndoTotals; at: Date; reason: string } | null;
};

export type FileImportRow = {
  id: string;
  kind: string | null;
  fileName: string;
  fileBytes: bigint;
  encoding: string;
  delimiter: string;
  header: unknown;
  mapping: unknown;
  status: FileImportStatus;
  totals: unknown;
  checked: unknown;
  cursorBytes: bigint;
  error: string | null;
  createdAt: Date;
  updatedAt: Date;
  phaseAt: Date | null;
  finishedAt: Date | null;
  undo: unknown;
  undoAt: Date | null;
  undoReason: string | null;
};

export function toFileImport(row: FileImportRow): FileImport {
  const { id, fileName, encoding, delimiter, status, error, createdAt, updatedAt, phaseAt, finishedAt } = row;
  const bytes = Number(row.fileBytes);
  return {
    id,
    kind: z.enum(IMPORT_KINDS).nullable().parse(row.kind),
    fileName,
    bytes,
    encoding,
    delimiter,
    header: z.array(z.string()).parse(row.header),
    mapping: row.mapping === null ? null : MappingInput.parse(row.mapping),
    status,
    totals: row.totals === null ? noTotals() : StoredTotals.parse(row.totals),
    checked: row.checked === null ? null : StoredTotals.parse(row.checked),
    progress: bytes === 0 ? 1 : Math.min(1, Number(row.cursorBytes) / bytes),
    error,
    createdAt,
    updatedAt,
    phaseAt,
    finishedAt,
    undo: row.undoAt && { totals: UndoTotals.parse(row.undo ?? {}), at: row.undoAt, reason: row.undoReason ?? '' },
  };
}

import { type VerdictsOutline, verdictsOutline } from '@/domain/decisions/outline';
import type { DecisionDocuments } from '@/domain/decisions/specimen';
import type { Verdict } from '@/domain/guardrails/verdict';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision, Prisma } from '../../generated/prisma/client';
import { type Specimen, specimenOf, unpack } from './pack';

/** The columns a decision's documents are read from. */
export const DOCUMENT_COLUMNS = {
  snapshot: true,
  candidates: true,
  chosen: true,
  verdicts: true,
  reasons: true,
  record: true,
  specimenId: true,
  judgedVerdicts: true,
} as const;
export type StoredDocuments = Pick<Decision, keyof typeof DOCUMENT_COLUMNS>;

/** A record and the specimen it was packed against. */
export type Packed = { record: Uint8Array | null; specimenId: string | null };

/** What is stored when a person's edit was judged: the verdicts whole, and their outline. */
export function judgedColumnsOf(verdicts: Verdict[]): { verdicts: VerdictsOutline; judgedVerdicts: Verdict[] } {
  return { verdicts: verdictsOutline(verdicts), judgedVerdicts: verdicts };
}

/** Specimens kept at hand. */
const MOST_KNOWN = 64;

const known = new Map<string, Specimen>();

/**
 * Rows whose documents are whole: what was looked at and said, with what a person made of it since. Rows of before
 * records were packed are whole as they are.
 */
export async function wholeRows<Row extends StoredDocuments>(
  db: Db,
  ctx: ServiceContext,
  rows: readonly Row[],
): Promise<Row[]> {
  const madeOf = await unpacking(db, ctx, rows);
  return rows.map((row) => {
    const { chosen: _asMade, ...made } = madeOf(row) ?? {};
    const said = row.judgedVerdicts === null ? {} : { verdicts: row.judgedVerdicts };
    return { ...row, ...made, ...said };
  });
}

/** Reads the specimens that these records were packed against; answers how one is unpacked: null for what is no record. */
export async function unpacking(
  db: Db,
  ctx: ServiceContext,
  rows: readonly Packed[],
): Promise<(row: Packed) => JsonDocuments | null> {
  const specimens = await specimensOf(
    db,
    ctx,
    rows.flatMap(({ specimenId }) => specimenId ?? []),
  );
  return ({ record, specimenId }) => {
    if (record === null || specimenId === null) return null;
    const specimen = specimens.get(specimenId);
    if (!specimen) throw new Error(`Specimen ${specimenId} of workspace ${ctx.workspaceId} is missing or was changed.`);
    return JSON.parse(unpack(record, specimen)) as JsonDocuments;
  };
}

type JsonDocuments = { [Part in keyof DecisionDocuments]: Prisma.JsonValue };

async function specimensOf(
  db: Db,
  { workspaceId }: ServiceContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Specimen>> {
  const wanted = [...new Set(ids)];
  const keyOf = (id: string) => `${workspaceId}:${id}`;
  // Held from here on: while the others are read, somebody else may let go of all that is at hand.
  const atHand = new Map(wanted.map((id) => [id, known.get(keyOf(id))]));
  const missing = wanted.filter((id) => !atHand.get(id));
  const read =
    missing.length === 0
      ? []
      : await db.decisionSpecimen.findMany({ where: { workspaceId, id: { in: missing } }, select: { text: true } });
  const fresh = new Map(read.map(({ text }) => specimenOf(text)).map((specimen) => [specimen.id, specimen]));
  const found = new Map(
    wanted.flatMap((id) => {
      const specimen = atHand.get(id) ?? fresh.get(id);
      return specimen ? [[id, specimen] as const] : [];
    }),
  );
  if (known.size + fresh.size > MOST_KNOWN) known.clear();
  for (const specimen of fresh.values()) known.set(keyOf(specimen.id), specimen);
  return found;
}

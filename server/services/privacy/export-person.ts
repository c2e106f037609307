import type { z } from 'zod';
import type { RequestKind } from '@/domain/privacy/request';
import { handedOut, type PersonTable } from '@/domain/privacy/table-plan';
import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { openedRecords } from '../records';
import { asksForCopy, plansOf } from './copy-plans';
import { findRequest } from './find-request';
import { loadPerson, type Person } from './person';
import { nameOf, rowsOf } from './person-rows';
import { RequestIdInput } from './types';

/** Rows read at a time: what is in memory. */
const PAGE = 500;

type Row = Record<string, unknown>;
type Copy = { plans: readonly PersonTable[]; person: Person };

/**
 * The copy an access or portability request asks for, made from the rows as they are now, a piece at a time: JSON of every
 * table, or CSV of one. Portability leaves out what was worked out here. That personal data left is written into the
 * audit log. Throws conflict for a request whose person was not verified, not_found where nobody is known or the table
 * is none of a copy.
 */
export async function exportPerson(
  ctx: ServiceContext,
  input: z.input<typeof RequestIdInput> & { table?: string },
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'privacy.manage');
  const { requestId } = RequestIdInput.parse(input);
  const copy = await findCopy(ctx, requestId);
  const plan = input.table ? copy.plans.find(({ table }) => table === input.table) : undefined;
  if (input.table && !plan) throw new ServiceError('not_found', 'The copy has no such table.');
  const payload = { table: plan?.table ?? null, tables: plan ? 1 : copy.plans.length };
  const subject = `privacy_request:${requestId}`;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'privacy.exported', subject, payload }));
  return plan ? csvOf(ctx, plan, copy.person) : jsonOf(ctx, requestId, copy);
}

/** The certificate of a request that is done, as JSON with its hash. Throws not_found before it is done. */
export async function exportCertificate(
  ctx: ServiceContext,
  input: z.input<typeof RequestIdInput>,
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'privacy.manage');
  const { requestId } = RequestIdInput.parse(input);
  const { certificate, certificateHash } = await findRequest(ctx.db, ctx, requestId);
  if (!certificate) throw new ServiceError('not_found', 'This request has no certificate yet.');
  return once(`${JSON.stringify({ certificate, sha256: certificateHash }, null, 2)}\n`);
}

async function findCopy(ctx: ServiceContext, requestId: string): Promise<Copy> {
  const request = await findRequest(ctx.db, ctx, requestId);
  const kind = request.kind as RequestKind;
  if (!asksForCopy(kind)) throw new ServiceError('not_found', 'This request does not ask for a copy.');
  if (!request.verifiedAt || request.status === 'refused')
    throw new ServiceError('conflict', 'First write down how the person proved who they are.');
  if (!request.customerId) throw new ServiceError('not_found', 'Nobody is known by what this request names.');
  return { plans: plansOf(kind), person: await loadPerson(ctx.db, ctx, request.customerId) };
}

async function* jsonOf(ctx: ServiceContext, requestId: string, { plans, person }: Copy): AsyncGenerator<string> {
  const head = {
    format: 'touchstone-personal-data-1',
    workspace: ctx.workspace.name,
    requestId,
    madeAt: ctx.now.toISOString(),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"tables":{`;
  for (const [index, plan] of plans.entries()) {
    yield `${index > 0 ? ',' : ''}\n${JSON.stringify(plan.table)}:{"called":${JSON.stringify(plan.called)},"rows":[`;
    let isFirst = true;
    for await (const rows of pagesOf(ctx, plan, person)) {
      yield rows
        .map((row) => `\n${JSON.stringify(row)}`)
        .join(',')
        .replace(/^/, isFirst ? '' : ',');
      isFirst = false;
    }
    yield ']}';
  }
  yield '}}\n';
}

async function* csvOf(ctx: ServiceContext, plan: PersonTable, person: Person): AsyncGenerator<string> {
  const columns = handedOut(plan);
  yield csvLine(columns);
  for await (const rows of pagesOf(ctx, plan, person)) {
    yield rows.map((row) => csvLine(columns.map((column) => cellOf(row[column])))).join('');
  }
}

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** A table's rows of the person, with what is handed out of each: keyed by where the last page ended. */
async function* pagesOf(ctx: ServiceContext, plan: PersonTable, person: Person): AsyncGenerator<Row[]> {
  const columns = handedOut(plan).map((column) => Prisma.sql`t.${nameOf(column)}`);
  let beyond = '(0,0)';
  for (;;) {
    const rows = await ctx.db.$queryRaw<{ place: string; row: Row }[]>`
      SELECT mine.place::text AS place, to_jsonb(mine) - 'place' AS row FROM (
        SELECT t.ctid AS place, ${Prisma.join(columns)} FROM ${nameOf(plan.table)} t
        WHERE ${rowsOf(plan, ctx, person)} AND t.ctid > ${beyond}::tid ORDER BY t.ctid LIMIT ${PAGE}) AS mine`;
    const last = rows.at(-1);
    if (!last) return;
    yield await opened(
      ctx,
      plan,
      rows.map(({ row }) => row),
    );
    beyond = last.place;
  }
}

/** What is packed of decisions is handed out as it reads. */
async function opened(ctx: ServiceContext, { table }: PersonTable, rows: Row[]): Promise<Row[]> {
  if (table !== 'decision') return rows;
  const records = await openedRecords(
    ctx.db,
    ctx,
    rows.map(({ id }) => String(id)),
  );
  const byId = new Map(records.map((record) => [record.id, record]));
  return rows.map((row) => ({ ...row, ...byId.get(String(row.id)) }));
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

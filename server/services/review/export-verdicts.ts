import type { z } from 'zod';
import { csvLine } from '@/domain/shared/csv-cell';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { Prisma, type ReviewVerdict } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { VERDICTS, VerdictFilters, verdictsWhere } from './verdict-filters';

const PAGE = 500;
const HEADINGS = [
  'verdict_id',
  'given_at',
  'decision_id',
  'verdict',
  'outcome',
  'reason',
  'note',
  'given_by',
  'simulated',
  'version',
  'waited_seconds',
  'handled_seconds',
  'taken_back_at',
] as const;

/**
 * Every verdict that filters leave, all of them without any, as CSV, latest first, a piece at a time. Waiting counts from the decision, handling from
 * when its giver opened it; empty where nobody is known to have. That data left is written into the audit log. Throws
 * forbidden before the first piece.
 */
export async function exportVerdicts(
  ctx: ServiceContext,
  input: z.input<typeof VerdictFilters> = {},
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'review.read');
  const filters = VerdictFilters.parse(input);
  const [counted] = await ctx.db.$queryRaw<{ rows: number }[]>`
    SELECT count(*)::int AS rows FROM ${VERDICTS} WHERE ${verdictsWhere(ctx, filters)}`;
  const rows = counted?.rows ?? 0;
  const record = {
    action: 'review.verdicts_exported',
    subject: `workspace:${ctx.workspaceId}`,
    payload: { rows },
  } as const;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, record));
  const head = [
    csvLine([
      `# Verdicts of ${ctx.workspace.name}, ${plural(rows, 'row')}, as of ${ctx.now.toISOString()}. Times are UTC.`,
    ]),
    csvLine(HEADINGS),
  ].join('');
  return csvPages(head, (cursor) => pageFrom(ctx, filters, cursor), line);
}

type Row = Omit<ReviewVerdict, 'before'> & { giver: string | null };

async function pageFrom(ctx: ServiceContext, filters: VerdictFilters, cursor: string | null): Promise<Page<Row>> {
  const place = cursor ? readCursor(MomentKey, cursor) : null;
  const behind = place ? Prisma.sql`AND (v.given_at, v.id) < (${new Date(place.at)}, ${place.id}::uuid)` : Prisma.empty;
  const ordered = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM ${VERDICTS} WHERE ${verdictsWhere(ctx, filters)} ${behind}
    ORDER BY v.given_at DESC, v.id DESC LIMIT ${PAGE + 1}`;
  const found = await ctx.db.reviewVerdict.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ordered.map(({ id }) => id) } },
    orderBy: [{ givenAt: 'desc' }, { id: 'desc' }],
    omit: { before: true },
  });
  const givers = found.flatMap(({ givenById }) => givenById ?? []);
  const users = await ctx.db.user.findMany({ where: { id: { in: givers } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  const rows = found.map((row) => ({ ...row, giver: row.givenById ? (names.get(row.givenById) ?? null) : null }));
  return pageOf(rows, PAGE, ({ givenAt: at, id }) => writeCursor({ at: at.toISOString(), id }));
}

function line(row: Row): string {
  return csvLine([
    row.id,
    row.givenAt.toISOString(),
    row.decisionId,
    row.verdict,
    row.outcome,
    row.reason,
    row.note,
    row.giver,
    row.isSimulated ? 'yes' : 'no',
    row.version,
    seconds(row.readyAt, row.givenAt),
    row.openedAt && seconds(row.openedAt, row.givenAt),
    row.undoneAt?.toISOString() ?? null,
  ]);
}

function seconds(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}

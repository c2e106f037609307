import { z } from 'zod';
import { csvLine } from '@/domain/shared/csv-cell';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import type { ReviewVerdict } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';

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
 * Every verdict ever given, as CSV, latest first, a piece at a time. Waiting counts from the decision, handling from
 * when its giver opened it; empty where nobody is known to have. That data left is written into the audit log. Throws
 * forbidden before the first piece.
 */
export async function exportVerdicts(ctx: ServiceContext): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'review.read');
  const rows = await ctx.db.reviewVerdict.count({ where: { workspaceId: ctx.workspaceId } });
  const record = {
    action: 'review.verdicts_exported',
    subject: `workspace:${ctx.workspaceId}`,
    payload: { rows },
  } as const;
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, record));
  const head = [
    csvLine([
      `# Verdicts of ${ctx.workspace.name}, ${plural(rows, 'row')}, as of ${ctx.now.toISOString()}. Times are UTC.`,
    ]),
    csvLine(HEADINGS),
  ].join('');
  return csvPages(head, (cursor) => pageFrom(ctx, cursor), line);
}

type Row = Omit<ReviewVerdict, 'before'> & { giver: string | null };

const Key = z.object({ at: z.iso.datetime(), id: z.uuid() });

async function pageFrom(ctx: ServiceContext, cursor: string | null): Promise<Page<Row>> {
  const place = cursor ? readCursor(Key, cursor) : null;
  const givenAt = place && new Date(place.at);
  const found = await ctx.db.reviewVerdict.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      givenAt: { lte: ctx.now },
      ...(place && givenAt && { OR: [{ givenAt: { lt: givenAt } }, { givenAt, id: { lt: place.id } }] }),
    },
    orderBy: [{ givenAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
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

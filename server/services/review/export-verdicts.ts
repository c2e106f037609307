import { csvLine } from '@/domain/shared/csv-cell';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';

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
  return pieces(ctx, rows);
}

async function* pieces(ctx: ServiceContext, count: number): AsyncGenerator<string> {
  yield csvLine([
    `# Verdicts of ${ctx.workspace.name}, ${plural(count, 'row')}, as of ${ctx.now.toISOString()}. Times are UTC.`,
  ]);
  yield csvLine(HEADINGS);
  const { workspaceId } = ctx;
  for (let skip = 0; ; skip += PAGE) {
    const page = await ctx.db.reviewVerdict.findMany({
      where: { workspaceId, givenAt: { lte: ctx.now } },
      orderBy: [{ givenAt: 'desc' }, { id: 'desc' }],
      skip,
      take: PAGE,
      omit: { before: true },
    });
    const givers = page.flatMap(({ givenById }) => givenById ?? []);
    const users = await ctx.db.user.findMany({ where: { id: { in: givers } }, select: { id: true, name: true } });
    const names = new Map(users.map(({ id, name }) => [id, name]));
    yield page
      .map((row) =>
        csvLine([
          row.id,
          row.givenAt.toISOString(),
          row.decisionId,
          row.verdict,
          row.outcome,
          row.reason,
          row.note,
          row.givenById ? (names.get(row.givenById) ?? null) : null,
          row.isSimulated ? 'yes' : 'no',
          row.version,
          seconds(row.readyAt, row.givenAt),
          row.openedAt && seconds(row.openedAt, row.givenAt),
          row.undoneAt?.toISOString() ?? null,
        ]),
      )
      .join('');
    if (page.length < PAGE) return;
  }
}

function seconds(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}

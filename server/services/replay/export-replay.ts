import { GAPS } from '@/domain/replay/change-kinds';
import { csvLine } from '@/domain/shared/csv-cell';
import { decimalFromCents } from '@/domain/shared/money';
import { plural } from '@/domain/shared/plural';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { type ChangeFilters, listReplayChanges } from './read-replays';
import { findRun, toRun } from './to-run';
import type { ReplayedChange } from './types';

const PAGE = 200;
const SIDE = ['outcome', 'action', 'channel', 'discount_percent', 'send_at', 'expected_value'] as const;
const HEADINGS = [
  ...['decision_id', 'decided_at', 'summary', 'changes', 'rules', 'not_replayed_because'],
  ...SIDE.flatMap((column) => [`${column}_before`, `${column}_after`]),
];

/**
 * What a replay found, as CSV, latest decision first, a page at a time: however much it is, only a page is in memory.
 * That data left is written into the audit log. Throws forbidden and not_found before the first piece.
 */
export async function exportReplay(ctx: ServiceContext, filters: ChangeFilters): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'decisions.read');
  const run = toRun(await findRun(ctx, filters.runId));
  const { runId, ...stated } = filters;
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, ctx, { action: 'replay.exported', subject: `replay:${runId}`, payload: stated }),
  );
  const period = `${run.from.toISOString()} to ${run.to.toISOString()}`;
  const heading = [
    csvLine([`# Replay of ${ctx.workspace.name}, ${period}. Tried: ${run.name}`]),
    csvLine([
      `# ${plural(run.done, 'decision')} replayed (${run.tally.untouched} shown to be untouched), ${run.tally.changed} changed. Times are UTC, money in ${ctx.workspace.currency}.`,
    ]),
    csvLine(HEADINGS),
  ].join('');
  const pageFrom = (cursor: string | null) => listReplayChanges(ctx, { ...filters, cursor, limit: PAGE });
  return csvPages(heading, pageFrom, (change) => line(change, ctx.workspace.currency));
}

function line(change: ReplayedChange, currency: string): string {
  const { decisionId, decidedAt, summary, kinds, rules, gap, detail, before, after } = change;
  const because = gap ? `${GAPS[gap]} ${detail ?? ''}`.trim() : null;
  const sides = SIDE.flatMap((column) => [cellOf(before, column, currency), cellOf(after, column, currency)]);
  return csvLine([decisionId, decidedAt.toISOString(), summary, kinds.join(' '), rules.join(' '), because, ...sides]);
}

function cellOf(
  answer: ReplayedChange['before'],
  column: (typeof SIDE)[number],
  currency: string,
): string | number | null {
  if (!answer) return null;
  switch (column) {
    case 'discount_percent':
      return answer.percentOff;
    case 'send_at':
      return answer.sendAt;
    case 'expected_value':
      return decimalFromCents(answer.expectedValueCents, currency);
    default:
      return answer[column];
  }
}

import { addDays, dayOf, lengthOf } from '@/domain/measurement/day-range';
import { composeReport } from '@/domain/notices/compose-report';
import { periodAt, periodBefore, REPORT_KINDS, type ReportKind } from '@/domain/reports/periods';
import { periodWords } from '@/lib/words/report-words';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { regularRecipients, tellRegular } from '../notices';
import { takePeriodReport } from './take-period-report';

/** A report is mailed in the first days after its period, or not at all: nobody waits for one that is long over. */
const WITHIN_DAYS: Record<ReportKind, number> = { weekly: 2, impact: 7 };

/**
 * Mails the reports of the week and the month that have ended to those who asked for them, each once. Whoever reads the
 * whole of it signs in: it is counted anew there. Answers how many messages that made.
 */
export async function mailReports(ctx: ServiceContext): Promise<{ made: number }> {
  let made = 0;
  for (const kind of REPORT_KINDS) made += await mailOne(ctx, kind);
  return { made };
}

async function mailOne(ctx: ServiceContext, kind: ReportKind): Promise<number> {
  const { workspaceId, workspace, now } = ctx;
  const today = dayOf(now, workspace.timezone);
  const period = periodBefore(kind, periodAt(kind, today));
  if (lengthOf({ from: addDays(period.to, 1), to: today }) > WITHIN_DAYS[kind]) return 0;
  const addresses = await regularRecipients(ctx, kind);
  if (addresses.length === 0) return 0;
  const mailed = { workspaceId, kind, from: new Date(period.from) };
  if ((await ctx.db.reportMail.count({ where: mailed })) > 0) return 0;
  const report = await takePeriodReport(ctx, { kind, day: period.from });
  const url = `${publicOrigin()}/${workspace.slug}/reports/${kind}/${period.from}`;
  // Of two who mail it at once, one fails as a whole and has nothing to do on its next turn.
  await inTransaction(ctx, async (tx) => {
    await tx.reportMail.create({ data: { ...mailed, mailedAt: now } });
    const digest = composeReport(report, { period: periodWords(period), url });
    await tellRegular(tx, ctx, { kind, addresses, digest });
  });
  return addresses.length;
}

import { addDays, dayOf } from '@/domain/measurement/day-range';
import { composeScorecard } from '@/domain/notices/compose-scorecard';
import { formatMonth } from '@/lib/format';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { regularRecipients, tellRegular } from '../notices';
import { keep } from './shares';
import { takeScorecard } from './take-scorecard';

/** A month is mailed in the first days after it, or not at all: nobody waits for one that is long over. */
const WITHIN_DAYS = 7;
/** Until the next one has come, and a few days more. */
const WORKS_DAYS = 40;

/**
 * Mails the scorecard of the month that has ended to those who asked for it, once, with an address where the sheet is
 * read and saved. Answers how many messages that made.
 */
export async function mailScorecard(ctx: ServiceContext): Promise<{ made: number }> {
  const { workspaceId, workspace, now } = ctx;
  const today = dayOf(now, workspace.timezone);
  if (Number(today.slice(8)) > WITHIN_DAYS) return { made: 0 };
  const addresses = await regularRecipients(ctx, 'scorecard');
  if (addresses.length === 0) return { made: 0 };
  const to = addDays(`${today.slice(0, 8)}01`, -1);
  const from = `${to.slice(0, 8)}01`;
  const mailedMonth = new Date(from);
  if ((await ctx.db.sharedScorecard.count({ where: { workspaceId, mailedMonth } })) > 0) return { made: 0 };
  const report = await takeScorecard(ctx, { range: { from, to } });
  // The month is unique: of two who mail it at once, one fails as a whole and has nothing to do on its next turn.
  await inTransaction(ctx, async (tx) => {
    const { url } = await keep(tx, ctx, report, { days: WORKS_DAYS, mailedMonth });
    const digest = composeScorecard(report, { month: formatMonth(mailedMonth, 'UTC'), url });
    await tellRegular(tx, ctx, { kind: 'scorecard', addresses, digest });
  });
  return { made: addresses.length };
}

import type { ReviewSubject } from '@/components/decisions/decision-data';
import { plural } from '@/domain/shared/plural';
import { rolesWith } from '@/domain/workspaces/permissions';
import { formatDuration, formatMoney, formatRate, ROLE_NAMES } from '@/lib/format';
import type { DayTally } from '@/server/services/review';
import type { Answer, Verdict } from './use-review-queue';

const SAID = { approve: 'Approved', edit: 'Approved as edited', reject: 'Rejected' } as const;

/** The name of a decision's customer within what is listed. */
export function nameOf(entries: readonly { id: string; customer: { name: string | null } }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.customer.name ?? 'an unnamed customer';
}

/** "Ada", "Ada or Pat", "Ada, Pat or Sam". */
export function anyOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}

/** What came of a verdict and what comes next, for those who listen; told once the server has answered. */
export function verdictWords(
  { verdict }: Pick<Verdict, 'verdict'>,
  answer: Answer,
  { customer }: { customer: { name: string | null } },
  next: string | null,
): string {
  const name = customer.name ?? 'unnamed customer';
  if (answer.kind === 'refused') return `Not recorded: ${name}. ${answer.message}`;
  const done = answer.kind === 'stopped' ? `${SAID[verdict]}, but not sent: ${name}.` : `${SAID[verdict]}: ${name}.`;
  return next ? `${done} Next: ${next}.` : `${done} That was the last one.`;
}

/** "2 of 6 waiting": where one stands in what waits; what was judged is out of it. */
export function placeWords({ position, total }: { position: number; total: number }): string {
  return `${position} of ${total} waiting`;
}

/** Why nobody in this role decides, and whom to ask. */
export function readOnlyWords(role: keyof typeof ROLE_NAMES): string {
  const who = rolesWith('review.decide').map((allowed) => ROLE_NAMES[allowed].toLowerCase());
  return `You can look, not decide: you are signed in as ${ROLE_NAMES[role].toLowerCase()}. Ask an ${who.join(' or ')}.`;
}

/** What may come of approving a decision of high risk, before it is done. */
export function highRiskWords({ riskBecause, chosen, currency, undoSeconds }: ReviewSubject): string {
  const cost = formatMoney(chosen?.offer?.maxCostCents ?? 0, { currency });
  const back =
    undoSeconds > 0
      ? `You can take it back for ${plural(undoSeconds, 'second')}; once it has left, nobody can.`
      : 'Once it has left, it cannot be called back.';
  return `${riskBecause ?? ''} It can cost at most ${cost}. ${back}`.trim();
}

/** Below so many verdicts a share of them is told of hardly anybody. */
const ENOUGH = 10;

/** "nine in ten within 4:10 min" of enough verdicts, "slowest 5:00 min" of fewer; null where there is none. Times in milliseconds. */
export function spreadWords(count: number, times: { p90Ms: number | null; slowestMs: number | null }): string | null {
  if (count === 0 || times.slowestMs === null) return null;
  return count >= ENOUGH
    ? `nine in ten within ${formatDuration(times.p90Ms)}`
    : `slowest ${formatDuration(times.slowestMs)}`;
}

/** How fast people judge today: "2 verdicts, slowest 5:00 min, 100% in time". */
export function paceWords(today: DayTally): string {
  const judged = today.approved + today.rejected;
  if (judged === 0) return 'Nobody has judged one today.';
  const median = judged >= ENOUGH ? `median ${formatDuration(today.medianMs)}` : plural(judged, 'verdict');
  return `Today: ${median}, ${spreadWords(judged, today)}, ${formatRate(today.inTime / judged, 0)} in time.`;
}

import type { ReviewSubject } from '@/components/decisions/decision-data';
import { plural } from '@/domain/shared/plural';
import { rolesWith } from '@/domain/workspaces/permissions';
import { formatMoney, ROLE_NAMES } from '@/lib/format';
import type { Verdict } from './use-review-queue';

const SAID = { approve: 'Approved', edit: 'Approved as edited', reject: 'Rejected' } as const;

/** The name of a decision's customer within what is listed. */
export function nameOf(entries: readonly { id: string; customer: { name: string | null } }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.customer.name ?? 'an unnamed customer';
}

/** "Ada", "Ada or Pat", "Ada, Pat or Sam". */
export function anyOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}

/** What was done and what comes next, for those who listen. */
export function verdictWords({ verdict }: Verdict, subject: ReviewSubject, next: string | null): string {
  const done = `${SAID[verdict]}: ${subject.customer.name ?? 'unnamed customer'}.`;
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

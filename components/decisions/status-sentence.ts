import type { Outcome } from '@/domain/decisions/outcome';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import type { Verdict } from '@/domain/guardrails/verdict';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { formatMoney, plural } from '@/lib/format';

/** What of a decision its status line needs. */
export type StatusFacts = {
  outcome: Outcome;
  /** Left alone because the rollout had not come to the customer. */
  outsideCohort: boolean;
  sendAt: Date | null;
  reviewBy: Date | null;
  review: { at: Date; by: string | null; reason: string | null } | null;
  verdicts: readonly Pick<Verdict, 'guardrail' | 'verdict'>[];
  messages: readonly {
    status: string;
    acceptedAt: Date | null;
    openedAt: Date | null;
    clickedAt: Date | null;
    unsubscribedAt: Date | null;
    bouncedAt: Date | null;
    complainedAt: Date | null;
  }[];
  credits: readonly { creditCents: number }[];
  currency: string;
};

/** Writes an instant in the reader's zone. */
type When = (at: Date) => string;

/**
 * What has become of a decision, in one sentence or two, from its outcome and its rows alone: never from a text that was
 * stored when it was made and has since become untrue.
 */
export function statusSentence(facts: StatusFacts, now: Date, when: When): string {
  const { outcome, reviewBy } = facts;
  switch (outcome) {
    case 'in_review':
      return waiting(reviewBy, now, when);
    case 'scheduled':
      return `Allowed by itself. ${leaving(facts, now, when)}`;
    case 'approved':
    case 'edited':
      return `${verdictWords(facts, outcome === 'edited' ? 'Edited and approved' : 'Approved', when)}. ${leaving(facts, now, when)}`;
    case 'executed':
      return sent(facts, when);
    case 'rejected':
      return `${verdictWords(facts, 'Rejected', when)}${rejectReason(facts)}. Nothing was sent.`;
    case 'blocked':
      return blocked(facts, when);
    case 'held_out':
      return facts.outsideCohort
        ? 'Left alone: outside the rollout cohort. Nothing was sent.'
        : 'Held out on purpose. Nothing was sent, so that the effect of writing can be measured.';
    case 'skipped':
      return 'Nothing was worth doing, so nothing was done.';
    case 'expired':
      return `Nobody judged it${reviewBy ? ` by ${when(reviewBy)}` : ' in time'}. It was held, not rejected; nothing was sent.`;
    case 'cancelled':
      return `${facts.review ? `${verdictWords(facts, 'Approved', when)}, then cancelled` : 'Cancelled'} before it left. Nothing was sent.`;
    case 'failed':
      return facts.verdicts.length === 0
        ? 'Deciding it broke, so nothing was decided and nothing was sent.'
        : 'The message could not be sent.';
  }
}

function waiting(reviewBy: Date | null, now: Date, when: When): string {
  if (reviewBy && reviewBy <= now) return 'Nobody has judged it, and its moment has passed. Nothing is sent.';
  const until = reviewBy ? ` until ${when(reviewBy)}` : '';
  return `Waits for a person${until}. Nothing is sent before somebody approves.`;
}

function leaving({ messages, sendAt }: StatusFacts, now: Date, when: When): string {
  if (messages.at(-1)?.status === 'unknown')
    return 'It was handed over and no answer came: whether it arrived is not known, and it is not sent again.';
  if (!sendAt || sendAt <= now) return 'It is due, and leaves next.';
  return `It leaves on ${when(sendAt)}.`;
}

function verdictWords({ review }: StatusFacts, verb: string, when: When): string {
  if (!review) return verb;
  return `${verb} by ${review.by ?? 'a reviewer'} on ${when(review.at)}`;
}

function rejectReason({ review }: StatusFacts): string {
  if (!review?.reason) return '';
  return `: ${rejectReasonWords(review.reason).toLowerCase()}`;
}

/** A reason for saying no, in words; one nobody knows any more by its key. */
export function rejectReasonWords(reason: string): string {
  return (REJECT_REASONS as Record<string, string>)[reason] ?? reason.replaceAll('_', ' ');
}

function blocked(facts: StatusFacts, when: When): string {
  if (facts.review)
    return `${verdictWords(facts, 'Approved', when)}, then blocked: the world had changed. Nothing was sent.`;
  const names = facts.verdicts
    .filter(({ verdict }) => verdict === 'block')
    .map(({ guardrail }) => GUARDRAIL_NAMES[guardrail]);
  const by = names.length > 0 ? `by ${listed(names)}` : 'at the last check before sending';
  return `Blocked ${by}. Nothing was sent.`;
}

function sent({ messages, credits, currency }: StatusFacts, when: When): string {
  const message = messages.at(-1);
  if (!message?.acceptedAt) return 'Handed over.';
  const begun = `Sent on ${when(message.acceptedAt)}`;
  if (message.bouncedAt) return `${begun}, and came back: the address could not be reached.`;
  const acts = [
    message.openedAt && 'opened',
    message.clickedAt && 'clicked',
    message.unsubscribedAt && 'unsubscribed from',
    message.complainedAt && 'marked as spam',
  ].filter((act) => act !== null);
  const reaction = acts.length > 0 ? `, and was ${listed(acts)}` : '';
  const credit = credits.reduce((sum, { creditCents }) => sum + creditCents, 0);
  const earned =
    credits.length > 0
      ? ` ${plural(credits.length, 'order')} worth ${formatMoney(credit, { currency })} ${credits.length === 1 ? 'is' : 'are'} credited to it.`
      : ' No order is credited to it so far.';
  return `${begun}${reaction}.${earned}`;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

import { actorWords } from '@/components/audit/words';
import type { Tone } from '@/components/ui/badge';
import type { SuppressionReason } from '@/domain/suppressions/suppression';
import type { SuppressionItem } from '@/server/services/suppressions';

/** Why an address must not be written to, and what that means. */
export const REASON_WORDS: Record<SuppressionReason, { label: string; hint: string; tone: Tone }> = {
  unsubscribed: {
    label: 'Unsubscribed',
    hint: 'The person asked for it. Ends by itself when they ask to come back.',
    tone: 'neutral',
  },
  hard_bounce: { label: 'Hard bounce', hint: 'The address does not exist.', tone: 'warn' },
  complaint: { label: 'Complaint', hint: 'The person reported spam. Only an admin can take it off.', tone: 'bad' },
  manual: { label: 'Added by hand', hint: 'A colleague decided it. Nothing takes it off but a person.', tone: 'info' },
  legal: {
    label: 'Legal',
    hint: 'The law, a court or a contract forbids it. Only an admin can take it off.',
    tone: 'bad',
  },
  erased: { label: 'Erased', hint: 'The person asked to be forgotten. Only an admin can take it off.', tone: 'bad' },
};

/** A reason in words; one of another release as it is kept. */
export function reasonOf(reason: string): { label: string; tone: Tone } {
  const known: Record<string, { label: string; tone: Tone }> = REASON_WORDS;
  return known[reason] ?? { label: reason, tone: 'neutral' };
}

/** Who put an entry there. */
export function byWhom({ actor, actorName }: Pick<SuppressionItem, 'actor' | 'actorName'>): string {
  return actor === null ? 'Not recorded' : actorWords(actor, actorName);
}

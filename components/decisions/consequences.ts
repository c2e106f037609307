import { plural } from '@/domain/shared/plural';

/** What follows from saying yes, and from saying nothing. */
export type Consequences = {
  /** Most the discount can cost, in minor units; 0 without one. */
  costCents: number;
  reversible: string;
  ifNobodyActs: string;
};

export type ConsequenceFacts = {
  maxCostCents: number | null;
  sendAt: Date | null;
  reviewBy: Date | null;
  /** How long a verdict can be taken back; nothing leaves before. */
  undoSeconds: number;
  /** Whether a kill switch holds it now. */
  isStopped: boolean;
};

/** `when` writes an instant in the workspace's zone. */
export function consequencesOf(
  { maxCostCents, sendAt, reviewBy, undoSeconds, isStopped }: ConsequenceFacts,
  now: Date,
  when: (at: Date) => string,
): Consequences {
  const waits = sendAt && sendAt > now;
  return {
    costCents: maxCostCents ?? 0,
    reversible: isStopped
      ? `Until sending is resumed: ${undoWords(undoSeconds)}and nothing leaves while the kill switch holds. Afterwards it cannot be called back.`
      : waits
        ? `Until ${when(sendAt)}, when it leaves: ${undoWords(undoSeconds)}the kill switch stops it before. Afterwards it cannot be called back.`
        : `${undoSeconds > 0 ? `For ${plural(undoSeconds, 'second')}, by undo: until then it is held. Then it leaves at once` : 'It leaves within moments'}; once handed over it cannot be called back.`,
    ifNobodyActs: nobodyActs(reviewBy, now, when),
  };
}

function undoWords(undoSeconds: number): string {
  return undoSeconds > 0 ? `undo works for ${plural(undoSeconds, 'second')}, ` : '';
}

function nobodyActs(reviewBy: Date | null, now: Date, when: (at: Date) => string): string {
  if (!reviewBy) return 'It waits here. Nothing is sent.';
  if (reviewBy <= now) return 'Its moment has passed: it is held, and nothing is sent.';
  return `It waits until ${when(reviewBy)}, then it is held: nothing is sent, and that counts as no verdict.`;
}

import { plural } from '@/domain/shared/plural';
import type { Foreseen } from '@/server/services/review';

/** What an activation does to the inbox, a sentence each; of what was not judged it says so. */
export function foreseenWords({ waiting, held }: Foreseen): string[] {
  const sentences = [...waitingWords(waiting), ...heldWords(held)];
  const unjudged = waiting.total - waiting.judged + (held.total - held.judged);
  if (unjudged === 0) return sentences;
  return [...sentences, `${plural(unjudged, 'decision')} more will be judged when it is in force, not beforehand.`];
}

function waitingWords({ total, judged, blocked, changed }: Foreseen['waiting']): string[] {
  if (total === 0) return ['No decision waits for a person now.'];
  if (blocked + changed === 0) {
    return [
      `${total === judged ? `All ${total}` : `The ${judged} most pressing of ${total}`} waiting would go on waiting as they do.`,
    ];
  }
  const number = (count: number) =>
    `${total > judged ? 'At least ' : ''}${count} of ${plural(total, 'decision')} waiting`;
  return [
    ...(blocked > 0 ? [`${number(blocked)} would be blocked and never sent.`] : []),
    ...(changed > 0 ? [`${number(changed)} would go on waiting, with other verdicts.`] : []),
  ];
}

function heldWords({ total, judged, revived }: Foreseen['held']): string[] {
  if (total === 0 || (revived === 0 && total === judged)) return [];
  const least = total > judged ? 'At least ' : '';
  return [`${least}${revived} of ${total} that an earlier policy blocked would wait again.`];
}

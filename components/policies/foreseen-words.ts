import { plural } from '@/domain/shared/plural';
import type { Foreseen } from '@/server/services/review';

/** What an activation does to the inbox, a sentence each; of what was not judged it says so. */
export function foreseenWords({ waiting, held, leaving }: Foreseen): string[] {
  const sentences = [...waitingWords(waiting), ...heldWords(held), ...leavingWords(leaving)];
  const unjudged = [waiting, held, leaving].reduce((sum, { total, judged }) => sum + total - judged, 0);
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
    ...(blocked > 0
      ? [`${number(blocked)} would be held unsent, and wait again if you roll back while their moment lasts.`]
      : []),
    ...(changed > 0 ? [`${number(changed)} would go on waiting, with other verdicts.`] : []),
  ];
}

function heldWords({ total, judged, revived }: Foreseen['held']): string[] {
  if (total === 0 || (revived === 0 && total === judged)) return [];
  const least = total > judged ? 'At least ' : '';
  return [`${least}${revived} of ${total} that an earlier policy blocked would wait again.`];
}

/** Of what people approved, or the agents may send by themselves: it is judged once more when its moment comes. */
function leavingWords({ total, judged, stopped }: Foreseen['leaving']): string[] {
  if (total === 0) return ['No approved or scheduled message is waiting to leave.'];
  const messages = plural(total, 'approved or scheduled message');
  if (stopped === 0) {
    return [`${total === judged ? `Of ${messages}` : `Of the next ${judged} of ${messages}`} it would stop none.`];
  }
  const least = total > judged ? 'At least ' : '';
  return [`${least}${stopped} of ${messages} would be stopped when they are about to leave.`];
}

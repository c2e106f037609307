import { mixedWordIn, unseenIn } from '../shared/as-read';
import { slotProblem } from './slots';

/** Why words cannot be read as they are written, in a sentence: whoever wrote them, no message holds such. Else null. */
export function writingProblem(text: string): string | null {
  const unseen = unseenIn(text);
  if (unseen) return `It holds a character that nobody sees (${unseen}): write the words anew instead of pasting them.`;
  const mixed = mixedWordIn(text);
  if (mixed) return `“${mixed}” mixes letters of two alphabets that look alike: write it anew in one of them.`;
  return slotProblem(text);
}

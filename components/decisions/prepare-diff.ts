import { diffArrays, diffWordsWithSpace } from 'diff';
import { namedSlots } from '@/domain/templates/slots';

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string };

/** Below this share of common words, old and new stand whole: word by word they would be read as neither. */
const COMMON_ENOUGH = 0.5;

/**
 * What differs between two texts, in reading order, with slots as what they stand for. Within a line that keeps most of
 * its words the words are compared; of one that was written anew the old line stands before the new.
 */
export function prepareDiff(before: string, after: string): DiffPart[] {
  const runs = diffArrays(namedSlots(before).split('\n'), namedSlots(after).split('\n'));
  const lines: DiffPart[][] = [];
  for (let at = 0; at < runs.length; at += 1) {
    const [run, next] = [runs[at], runs[at + 1]];
    if (!run) continue;
    if (run.removed && next?.added) {
      lines.push(...pairs(run.value, next.value));
      at += 1;
    } else {
      const kind = run.added ? 'added' : run.removed ? 'removed' : 'same';
      lines.push(...run.value.map((text): DiffPart[] => [{ kind, text }]));
    }
  }
  return lines.flatMap((parts, index) => (index === 0 ? parts : [{ kind: 'same' as const, text: '\n' }, ...parts]));
}

/** Lines that took the place of others, each beside the one it stands for. */
function pairs(old: readonly string[], next: readonly string[]): DiffPart[][] {
  const length = Math.max(old.length, next.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => changed(old[index], next[index]));
}

function changed(old: string | undefined, next: string | undefined): DiffPart[][] {
  if (old === undefined || next === undefined) return whole(old, next);
  const parts = diffWordsWithSpace(old, next).map(({ added, removed, value }): DiffPart => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
  });
  const common = lettersOf(parts.filter(({ kind }) => kind === 'same').map(({ text }) => text));
  const isKept = common >= COMMON_ENOUGH * Math.max(lettersOf([old]), lettersOf([next]));
  return isKept ? [parts] : whole(old, next);
}

function whole(old: string | undefined, next: string | undefined): DiffPart[][] {
  return [
    ...(old ? [[{ kind: 'removed' as const, text: old }]] : []),
    ...(next ? [[{ kind: 'added' as const, text: next }]] : []),
  ];
}

function lettersOf(texts: readonly string[]): number {
  return texts.join('').replace(/\s/g, '').length;
}

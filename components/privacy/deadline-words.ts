import type { Tone } from '@/components/ui/badge';
import { pressure } from '@/domain/privacy/deadline';
import { plural } from '@/lib/format';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TONES = { calm: 'neutral', pressing: 'warn', overdue: 'bad' } as const satisfies Record<string, Tone>;

/** How long there is until a deadline, in whole days and below one in hours, and how much that presses. */
export function deadlineWords(dueAt: Date, now: Date): { text: string; tone: Tone } {
  const leftMs = dueAt.getTime() - now.getTime();
  const tone = TONES[pressure(dueAt, now)];
  const distance = spanWords(Math.abs(leftMs));
  return { tone, text: leftMs < 0 ? `${distance} overdue` : `${distance} left` };
}

/** Whether an answer came in time. */
export function answeredWords(dueAt: Date, endedAt: Date): { text: string; tone: Tone } {
  const lateMs = endedAt.getTime() - dueAt.getTime();
  return lateMs > 0 ? { text: `Answered ${spanWords(lateMs)} late`, tone: 'bad' } : { text: 'In time', tone: 'good' };
}

function spanWords(ms: number): string {
  if (ms >= DAY) return plural(Math.floor(ms / DAY), 'day');
  return ms >= HOUR ? `${Math.floor(ms / HOUR)} h` : 'under 1 h';
}

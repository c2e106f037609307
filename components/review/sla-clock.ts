import { plural } from '@/domain/shared/plural';
import { DAY, HOUR, MINUTE, SECOND } from '@/domain/shared/time';

export type SlaPhase = 'ok' | 'soon' | 'urgent' | 'late';

export type SlaReading = {
  phase: SlaPhase;
  /** "4:12 min left", "late by 2 h": what a reader sees. */
  text: string;
  /** "4:12 min" while time is left, else null: what the ring stands around. */
  clock: string | null;
  /** The phase in a word, so that it is never said by colour alone. */
  word: string;
  /** Share of the target time that is left, 0..1: the filled part of the ring. */
  share: number;
};

const SOON_MS = 2.5 * MINUTE;
const URGENT_MS = MINUTE;
const WORDS: Record<SlaPhase, string> = { ok: 'On time', soon: 'Soon', urgent: 'Urgent', late: 'Late' };

/**
 * Where a decision whose review began at `reviewFrom` stands against the time within which it should be judged. Being late stops nothing, so it is said
 * in round figures.
 */
export function readSla(slaDueAt: Date, reviewFrom: Date, now: Date): SlaReading {
  const leftMs = slaDueAt.getTime() - now.getTime();
  const phase = phaseOf(leftMs);
  const word = WORDS[phase];
  if (phase === 'late') return { phase, word, clock: null, share: 0, text: `late by ${roundDuration(-leftMs)}` };
  const targetMs = Math.max(slaDueAt.getTime() - reviewFrom.getTime(), 1);
  const clock = minutesAndSeconds(leftMs);
  return { phase, word, clock, share: Math.min(leftMs / targetMs, 1), text: `${clock} left` };
}

function phaseOf(leftMs: number): SlaPhase {
  if (leftMs <= 0) return 'late';
  if (leftMs <= URGENT_MS) return 'urgent';
  return leftMs <= SOON_MS ? 'soon' : 'ok';
}

/** "4:12 min"; from an hour on "1:04:12 h". Whole seconds, the begun one counted. */
export function minutesAndSeconds(durationMs: number): string {
  const total = Math.max(0, Math.ceil(durationMs / SECOND));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds} h` : `${minutes}:${seconds} min`;
}

/** A length of time in its largest fitting unit: "40 s", "12 min", "2 h", "3 days". */
export function roundDuration(durationMs: number): string {
  if (durationMs < MINUTE) return `${Math.max(1, Math.round(durationMs / SECOND))} s`;
  if (durationMs < HOUR) return `${Math.floor(durationMs / MINUTE)} min`;
  if (durationMs < 2 * DAY) return `${Math.floor(durationMs / HOUR)} h`;
  return plural(Math.floor(durationMs / DAY), 'day');
}

import { BEAT_MS } from '@/domain/service/uptime';
import { readiness } from './services/health';
import { beat, endBeating, keepNoted, type Pulse } from './services/vitals';

const FIRST_TRY_MS = 1_000;

/**
 * Says each minute that this process answers, and writes down how long its work took. While it cannot do its work, or its
 * database is away, it says nothing: that is the gap. Answers what ends it, with the word that it was asked to.
 */
export function startPulse(everyMs = BEAT_MS): () => Promise<void> {
  const pulse: Pulse = { spanId: null };
  let turn: Promise<void> | null = null;
  const begin = () => {
    // A turn that a slow database holds up is not overtaken by the next one.
    turn ??= oneTurn(pulse).finally(() => {
      turn = null;
    });
  };
  begin();
  const timer = setInterval(begin, everyMs);
  timer.unref();
  // Work may start some seconds after the process: the first beat does not wait a minute for it, or a crash within that
  // minute would never show.
  const first = setInterval(
    () => (pulse.spanId === null ? begin() : clearInterval(first)),
    Math.min(everyMs, FIRST_TRY_MS),
  );
  first.unref();
  return async () => {
    clearInterval(timer);
    clearInterval(first);
    await turn;
    await quietly(keepNoted);
    await quietly(() => endBeating(pulse));
  };
}

async function oneTurn(pulse: Pulse): Promise<void> {
  await quietly(async () => {
    if ((await readiness()).status !== 'unavailable') await beat(pulse);
  });
  await quietly(keepNoted);
}

/** What the database refuses is told by its own watch; the next turn tries again. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch(() => {});
}

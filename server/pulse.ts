import { BEAT_MS } from '@/domain/service/uptime';
import { readiness } from './services/health';
import { beat, endBeating, keepNoted, type Pulse } from './services/vitals';

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
  return async () => {
    clearInterval(timer);
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

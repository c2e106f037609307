import { v7 } from 'uuid';
import { GAP_MS } from '@/domain/service/uptime';
import { systemPool } from '../../system-db';

/** What one process has said of itself: the span it writes on; null before its first beat and after a gap. */
export type Pulse = { spanId: string | null };

/**
 * Writes down that the product answers at this moment. The process's span grows; after a gap it begins another. Throws
 * what the database throws: then nothing is written, and the time until the next beat is a gap if it is long.
 */
export async function beat(pulse: Pulse, now = new Date()): Promise<void> {
  const { rowCount } = await systemPool().query(
    `UPDATE uptime_span SET last_beat_at = $2 WHERE id = $1 AND stopped_at IS NULL AND last_beat_at >= $3`,
    [pulse.spanId, now, new Date(now.getTime() - GAP_MS)],
  );
  if (pulse.spanId && rowCount === 1) return;
  const id = v7();
  await systemPool().query('INSERT INTO uptime_span (id, started_at, last_beat_at) VALUES ($1, $2, $2)', [id, now]);
  pulse.spanId = id;
}

/** Writes down that the process was asked to end, so that what follows is a planned gap. Throws what the database throws. */
export async function endBeating(pulse: Pulse, now = new Date()): Promise<void> {
  await systemPool().query(
    `UPDATE uptime_span SET last_beat_at = $2, stopped_at = $2 WHERE id = $1 AND last_beat_at >= $3`,
    [pulse.spanId, now, new Date(now.getTime() - GAP_MS)],
  );
  pulse.spanId = null;
}

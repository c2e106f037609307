import { returnNoted, takeNoted } from '../../service-times';
import { systemPool } from '../../system-db';

/**
 * Writes down how long the work of this process took and how many requests failed, since it was last written down. What
 * cannot be written is kept for the next time. Throws what the database throws.
 */
export async function keepNoted(): Promise<void> {
  const noted = takeNoted();
  try {
    while (noted.times.length > 0) {
      const { workspaceId, hour, kind, counts } = noted.times[0] as (typeof noted.times)[number];
      await systemPool().query(
        `INSERT INTO service_hour AS kept (workspace_id, hour, kind, counts) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace_id, hour, kind) DO UPDATE SET counts = (
           SELECT array_agg(coalesce(one, 0) + coalesce(other, 0) ORDER BY step)
           FROM unnest(kept.counts, excluded.counts) WITH ORDINALITY AS added(one, other, step))`,
        [workspaceId, hour, kind, counts],
      );
      noted.times.shift();
    }
    while (noted.answers.length > 0) {
      const { hour, door, answered, failed } = noted.answers[0] as (typeof noted.answers)[number];
      await systemPool().query(
        `INSERT INTO request_hour AS kept (hour, door, answered, failed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (hour, door) DO UPDATE
           SET answered = kept.answered + excluded.answered, failed = kept.failed + excluded.failed`,
        [hour, door, answered, failed],
      );
      noted.answers.shift();
    }
  } catch (problem) {
    returnNoted(noted);
    throw problem;
  }
}

import { CronExpressionParser } from 'cron-parser';

const UNIT_MS: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/** "1h30m" in milliseconds; undefined when it is no duration. */
export function durationMs(text: string): number | undefined {
  if (!/^(\d+[wdhms])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0),
    0,
  );
}

/** When a sleep or a wait ends: after a duration, or at an ISO instant. Throws when the text is neither. */
export function instantOf(text: string, now: Date): Date {
  const duration = durationMs(text);
  const instant = duration === undefined ? new Date(text) : new Date(now.getTime() + duration);
  if (Number.isNaN(instant.getTime())) throw new Error(`"${text}" is neither a duration nor an instant.`);
  return instant;
}

/** The next time a cron expression fires after `now`; "TZ=Europe/Paris 0 9 * * *" names its time zone, else UTC. */
export function nextFiring(cron: string, now: Date): Date {
  const [, tz = 'UTC', expression = cron] = /^TZ=(\S+)\s+(.+)$/.exec(cron) ?? [];
  return CronExpressionParser.parse(expression, { currentDate: now, tz }).next().toDate();
}

/** How long Inngest waits before a retry: 15 s, 30 s, 1, 2, 5, 10, 20, 40 min, 1 h, then 2 h; up to 30 s are added. */
export function backoffMs(attempt: number): number {
  const seconds = [15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600][attempt] ?? 7_200;
  return seconds * 1_000 + Math.random() * 30_000;
}

/** A Retry-After header (seconds, or a date) in milliseconds, kept between one second and a day. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : new Date(header).getTime() - now.getTime();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 1_000), 86_400_000);
}

import { after, HOUR } from '../shared/time';
import { isZone, wallClock } from '../shared/zone';

/** A day of each year. */
export type SeasonDay = { month: number; day: number };

/** Days a month has at least; a season on the 31st of a shorter month begins on its last day. */
function dateOf({ month, day }: SeasonDay, year: number): Date {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1, Math.min(day, last)));
}

/** Midnight in a zone of the day that a UTC midnight names. Zones shift by less than a day; an unknown one counts as UTC. */
function midnightIn(zone: string, date: Date): Date {
  if (!isZone(zone)) return date;
  const noon = after(date, 12 * HOUR);
  const shown = wallClock(noon, zone).minutes;
  const ahead = shown - 12 * 60;
  return after(date, -ahead * 60_000);
}

/** The latest beginning of a season up to `now`, in the workspace's zone. */
export function seasonStart(season: SeasonDay, zone: string, now: Date): Date {
  const year = now.getUTCFullYear();
  const starts = [year + 1, year, year - 1].map((each) => midnightIn(zone, dateOf(season, each)));
  return starts.find((start) => start <= now) ?? midnightIn(zone, dateOf(season, year - 2));
}

/** What a customer's way through a campaign is called: the year of its season, else "once". */
export function occurrenceOf(trigger: { kind: string } & Partial<SeasonDay>, zone: string, now: Date): string {
  const { month, day } = trigger;
  if (trigger.kind !== 'season' || month === undefined || day === undefined) return 'once';
  return String(after(seasonStart({ month, day }, zone, now), 12 * HOUR).getUTCFullYear());
}

import { after, MINUTE } from '../shared/time';
import { isZone, wallClock } from '../shared/zone';

/** Now where it is day for the customer, else the next `from` o'clock of their day. A zone nobody knows is no hindrance. */
export function leavesAt(now: Date, zone: string, hours: { from: number; to: number }): Date {
  if (!isZone(zone)) return now;
  const { minutes } = wallClock(now, zone);
  if (minutes >= hours.from * 60 && minutes < hours.to * 60) return now;
  const wait = (hours.from * 60 - minutes + 24 * 60) % (24 * 60);
  const whole = Math.floor(now.getTime() / MINUTE) * MINUTE;
  const at = after(new Date(whole), wait * MINUTE);
  // Where the clocks change in the night, it is an hour off: put right by what they show.
  const shown = wallClock(at, zone).minutes;
  return after(at, (hours.from * 60 - shown) * MINUTE);
}

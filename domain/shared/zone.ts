const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
  } catch {
    made = null;
  }
  formats.set(zone, made);
  return made;
}

/** Whether this runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** Wall clock in a zone: minutes since midnight, and whether it is Sunday. Throws RangeError for an unknown zone. */
export function wallClock(at: Date, zone: string): { minutes: number; isSunday: boolean } {
  const format = formatOf(zone);
  if (!format) throw new RangeError(`Not a time zone: ${zone}`);
  let hour = 0;
  let minute = 0;
  let isSunday = false;
  for (const part of format.formatToParts(at)) {
    if (part.type === 'hour') hour = Number(part.value);
    else if (part.type === 'minute') minute = Number(part.value);
    else if (part.type === 'weekday') isSunday = part.value === 'Sun';
  }
  return { minutes: hour * 60 + minute, isSunday };
}

/** Time of day in a zone, "09:00". Throws RangeError for an unknown zone. */
export function clockText(at: Date, zone: string): string {
  const { minutes } = wallClock(at, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

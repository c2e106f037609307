import { formatDateTime } from '@/lib/format';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A stored sentence with its instants written in the reader's zone: agents and guardrails note them in UTC. */
export function withLocalTimes(text: string, timezone: string): string {
  return text.replace(INSTANT, (instant) => formatDateTime(new Date(instant), timezone));
}

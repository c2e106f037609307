import type { RecentEvent } from '@/server/services/events';

const MAX_ID = 24;

/** Whose event it is, by the id the shop gave; a visitor has none yet. */
export function whoWords({ userId, anonymousId }: Pick<RecentEvent, 'userId' | 'anonymousId'>): string {
  const id = userId ?? anonymousId ?? '';
  const short = id.length > MAX_ID ? `${id.slice(0, MAX_ID - 1)}…` : id;
  return userId ? short : `Visitor ${short}`;
}

/** A dead letter as text to mend: laid out where it is JSON, else as it came. */
export function mendable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}

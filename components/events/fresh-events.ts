import type { RecentEvent } from '@/server/services/events';

type Page = { items: readonly RecentEvent[]; nextCursor: string | null };

export type Fresh = {
  /** How many events of the latest page are not shown yet. */
  count: number;
  /** There are more than that: the page holds none that is shown. */
  isAtLeast: boolean;
};

/** What has come in since the shown list was read. Ids grow in the order in which events came. */
export function freshEvents(shown: readonly RecentEvent[] | undefined, latest: Page | undefined): Fresh {
  if (!shown || !latest) return { count: 0, isAtLeast: false };
  const newest = shown[0] ? BigInt(shown[0].id) : -1n;
  const count = latest.items.filter((event) => BigInt(event.id) > newest).length;
  return { count, isAtLeast: count > 0 && count === latest.items.length && latest.nextCursor !== null };
}

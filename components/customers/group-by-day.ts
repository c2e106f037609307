export type DayGroup<Item> = { day: string; items: Item[] };

/** Items in their own order, cut wherever the calendar day of `timeZone` changes. `day` is YYYY-MM-DD. */
export function groupByDay<Item extends { at: Date }>(items: readonly Item[], timeZone: string): DayGroup<Item>[] {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const groups: DayGroup<Item>[] = [];
  for (const item of items) {
    const day = format.format(item.at);
    const open = groups.at(-1);
    if (open?.day === day) open.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}

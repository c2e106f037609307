import type { ImportFigures } from '@/domain/events/import-figures';
import { plural } from '@/domain/shared/plural';
import { formatCount } from './number';

/** One sentence on what of an import was new, and what had been told before. */
export function importNews({ events, eventsNew, eventsKnown, isNothingNew }: ImportFigures): string {
  if (isNothingNew) return `Nothing was new: events already known: ${formatCount(eventsKnown)}.`;
  if (eventsKnown === 0) return `${plural(eventsNew, 'new event')}.`;
  return `${plural(eventsNew, 'new event')} of ${formatCount(events)}; events already known: ${formatCount(eventsKnown)}.`;
}

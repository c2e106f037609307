import { DAY, HOUR } from '../shared/time';
import { offsetAt } from '../shared/zone';
import type { ShiftOf } from './reading';

/**
 * How far the hours of a course have to be moved so that clocks in a zone show the same time, in whole hours: the evening
 * stays the evening when summer time begins. The day on which it begins counts as a whole.
 */
export function shiftIn(zone: string, courseFrom: Date): ShiftOf {
  const offsets = new Map<number, number>();
  const offsetOf = (index: number) => {
    const day = Math.floor((courseFrom.getTime() + index * HOUR) / DAY);
    let offset = offsets.get(day);
    if (offset === undefined) {
      offset = offsetAt(day * DAY, zone);
      offsets.set(day, offset);
    }
    return offset;
  };
  return (from, to) => Math.round((offsetOf(to) - offsetOf(from)) / HOUR);
}

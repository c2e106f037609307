/** A source below this has something wrong that somebody should look at. */
export const QUALITY_TARGET = 0.95;

/** What is counted of one source. Counts are of the last seven days unless said otherwise. */
export type SourceFacts = {
  /** Its key sends no more: nothing is expected of it. */
  isEnded: boolean;
  /** Hours since its last event; null before the first. */
  hoursSinceLast: number | null;
  /** Of the last seven full days, those on which anything came in. */
  activeDays: number;
  /** Events of the last full day, and of the same weekday in the weeks before. */
  lastDay: number;
  sameWeekdays: readonly number[];
  events: number;
  late: number;
  duplicates: number;
  /** Refused at the door, and accepted but of no use. */
  rejected: number;
  unusable: number;
  /** Values of properties, and those of them that are null. */
  values: number;
  nulls: number;
  /** Properties that were compared with the weeks before, and those found otherwise. */
  compared: number;
  drifts: readonly Drift[];
};

/** A property that is not what it was: gone, new, or of another type. */
export type Drift = { name: string; property: string; kind: 'missing' | 'new' | 'type'; before: string; now: string };

export const QUALITY_PARTS = [
  'freshness',
  'volume',
  'validity',
  'uniqueness',
  'timeliness',
  'completeness',
  'schema',
] as const;
export type QualityPartId = (typeof QUALITY_PARTS)[number];

/** One part of the score: 0..1, null where too little is known to measure it. */
export type QualityPart = { id: QualityPartId; value: number | null };
/** `score` is the mean of the parts that are measured; null where none is. */
export type Quality = { score: number | null; parts: QualityPart[] };

const HOURS_EXPECTED = 24;
/** On so many of seven days something came in: then something is expected every day. */
const DAILY_FROM = 5;
const WEEKS_NEEDED = 2;
/** A day may be half or twice as busy as is usual for its weekday. */
const SWING = 2;

/** How good a source's data is, and by what. */
export function qualityOf(facts: SourceFacts): Quality {
  const values: Record<QualityPartId, number | null> = {
    freshness: freshness(facts),
    volume: volume(facts),
    validity: without(facts.rejected + facts.unusable, facts.events + facts.rejected),
    uniqueness: without(facts.duplicates, facts.events + facts.duplicates),
    timeliness: facts.isEnded ? null : without(facts.late, facts.events),
    completeness: without(facts.nulls, facts.values),
    schema: without(facts.drifts.length, facts.compared),
  };
  const parts = QUALITY_PARTS.map((id) => ({ id, value: values[id] }));
  const measured = parts.flatMap(({ value }) => (value === null ? [] : [value]));
  const score = measured.length === 0 ? null : measured.reduce((sum, value) => sum + value, 0) / measured.length;
  return { score, parts };
}

function freshness({ isEnded, hoursSinceLast, activeDays }: SourceFacts): number | null {
  if (isEnded || hoursSinceLast === null || activeDays < DAILY_FROM) return null;
  return hoursSinceLast <= HOURS_EXPECTED ? 1 : HOURS_EXPECTED / hoursSinceLast;
}

function volume({ isEnded, lastDay, sameWeekdays }: SourceFacts): number | null {
  const usual = median(sameWeekdays);
  if (isEnded || sameWeekdays.length < WEEKS_NEEDED || !usual) return null;
  const ratio = lastDay / usual;
  return Math.min(1, ratio * SWING, ratio === 0 ? 0 : SWING / ratio);
}

function without(bad: number, all: number): number | null {
  return all === 0 ? null : Math.max(0, 1 - bad / all);
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The types JSON knows, as far as they are told apart. */
export const JSON_TYPES = ['string', 'number', 'boolean', 'object'] as const;
export type JsonType = (typeof JSON_TYPES)[number];

/** What was seen of one property of one event in a stretch of time; `events` are all of that event. */
export type PropertySeen = { events: number; present: number; types: Record<JsonType, number> };

const ENOUGH_EVENTS = 20;
const USUAL = 0.9;
const RARE = 0.5;

/**
 * How a property has changed: there in nine of ten events before and in less than half now; never there before; mostly of
 * one type before and mostly of another now. Null where it has not, or where either stretch has fewer than 20 events.
 */
export function driftOf(before: PropertySeen, now: PropertySeen): Omit<Drift, 'name' | 'property'> | null {
  if (!isComparable(before, now)) return null;
  const [then, since] = [before.present / before.events, now.present / now.events];
  if (then >= USUAL && since < RARE) return { kind: 'missing', before: share(then), now: share(since) };
  if (before.present === 0 && now.present > 0) return { kind: 'new', before: share(0), now: share(since) };
  const [was, is] = [mostly(before.types), mostly(now.types)];
  return was && is && was !== is ? { kind: 'type', before: was, now: is } : null;
}

/** Whether both stretches hold enough events of the kind to be compared. */
export function isComparable(before: PropertySeen, now: PropertySeen): boolean {
  return before.events >= ENOUGH_EVENTS && now.events >= ENOUGH_EVENTS;
}

function mostly(types: Record<JsonType, number>): JsonType | null {
  const all = JSON_TYPES.reduce((sum, type) => sum + types[type], 0);
  return JSON_TYPES.find((type) => all > 0 && types[type] / all >= USUAL) ?? null;
}

function share(value: number): string {
  return `${Math.round(value * 100)}%`;
}

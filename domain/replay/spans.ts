import type { Finding, Verdict } from '../guardrails/verdict';
import { DAY } from '../shared/time';

/** Values of a threshold under which a rule says the same: from and to, both included; null: without end. */
export type Span = readonly [from: number | null, to: number | null];

/** A look at one message: what all rules said of it, and the latest moment it was looked at for (milliseconds). */
type Spans = (found: Finding, latest: number) => Span | null;

const ANY: Span = [null, null];

/** The next number that is surely another, however it was rounded on its way. */
const above = (value: number) => value + Math.abs(value) * 1e-6 + 1e-9;
const beneath = (value: number) => value - Math.abs(value) * 1e-6 - 1e-9;

/** How a rule holds what it measured against its threshold, where that alone tells pass from not. */
type Comparing = { passes: (measured: number) => Span; fails: (measured: number) => Span };
const BELOW: Comparing = { passes: (measured) => [above(measured), null], fails: (measured) => [null, measured] };
const AT_MOST: Comparing = { passes: (measured) => [measured, null], fails: (measured) => [null, beneath(measured)] };
const AT_LEAST: Comparing = { passes: (measured) => [null, measured], fails: (measured) => [above(measured), null] };

/** Passing is told; what waits or is asked for otherwise depends on the threshold in other ways too. */
function passing({ passes }: Comparing): Spans {
  return ({ verdict, measured }) => (verdict === 'pass' && typeof measured === 'number' ? passes(measured) : null);
}

/** Both sides are told: a rule that never says when it would pass. */
function either({ passes, fails }: Comparing): Spans {
  return ({ verdict, measured, passesAt }) => {
    if (typeof measured !== 'number' || passesAt !== undefined) return null;
    return verdict === 'pass' ? passes(measured) : fails(measured);
  };
}

const MILLI = 0.001;
/** Engaged enough, or not; where too little is known of the customer the floor decides nothing. */
const engaged: Spans = ({ verdict, measured, evidence }) => {
  if (typeof measured !== 'number') return null;
  // Measured is cut to three digits.
  if (verdict !== 'pass') return [above(measured + MILLI), null];
  return evidence.length > 0 ? ANY : [null, measured];
};

/** Beyond the aim those pass that go first, whatever the aim. */
const aimed: Spans = ({ verdict, measured, limit }) => {
  if (verdict !== 'pass' || typeof measured !== 'number' || typeof limit !== 'number') return null;
  return measured < limit ? [above(measured), null] : ANY;
};

const TENTH = 0.1;
/** Hours to the nearest other voice, rounded to tenths; none measured where there is none. */
const apart: Spans = ({ verdict, measured }) => {
  if (verdict !== 'pass') return null;
  return typeof measured === 'number' ? [null, measured - TENTH] : ANY;
};

const SHORTEST_MONTH = 28 * DAY;
/** Months a consent may be old: from as many as it surely is, on the latest day it was looked at for. */
const fresh: Spans = ({ verdict, measured }, latest) => {
  const from = typeof measured === 'string' ? Date.parse(measured) : Number.NaN;
  if (verdict !== 'pass' || Number.isNaN(from)) return null;
  return [Math.max(0, Math.ceil((latest - from) / SHORTEST_MONTH)) + 1, null];
};

/** Where no cost is known nothing is held against the floor. */
const margin: Spans = (found, latest) => {
  if (found.measured === null) return found.verdict === 'pass' ? ANY : null;
  return either(AT_LEAST)(found, latest);
};

/** An empty subject is too short for any limit. */
const subjectLength: Spans = (found, latest) =>
  found.measured === 0 && found.verdict === 'block' ? ANY : either(BELOW)(found, latest);

/** A share of complaints that only warns passes. */
const unheard: Spans = () => ANY;

/** By which rules a threshold is read, how often for a finding of theirs (once, unless it says), and the span it tells. */
type Spanned = {
  readonly rules: readonly string[];
  readonly span: Spans;
  readonly reads?: (found: Finding) => number;
};

/**
 * Thresholds whose rule says by what it measured under which other values it says the same. Of such rules a look at a
 * message has at most one finding. The test of footprints changes each threshold and decides again.
 */
const SPANS: Readonly<Record<string, Spanned>> = {
  'contact.emailsPerWindow': { rules: ['spam.frequency'], span: passing(BELOW) },
  'contact.engagementFloor': { rules: ['spam.engagement'], span: engaged },
  'contact.sendsPerDay': { rules: ['rate.customer_day'], span: passing(BELOW) },
  'arbitration.touchesPerWeek': { rules: ['spam.weekly_touches'], span: passing(BELOW) },
  'arbitration.monthlyAim': { rules: ['spam.monthly_aim'], span: aimed },
  'arbitration.gapHours': { rules: ['spam.gap'], span: apart },
  'winback.seriesPerQuarter': { rules: ['spam.winback_cap'], span: passing(AT_MOST) },
  'reputation.hardBouncesPerCustomer': { rules: ['spam.hard_bounces'], span: either(BELOW) },
  'reputation.bounceRate': { rules: ['spam.bounce_rate'], span: either(BELOW) },
  'reputation.complaintRate': { rules: ['spam.complaint_rate'], span: either(BELOW) },
  'reputation.complaintWarning': { rules: ['spam.complaint_rate'], span: unheard },
  'words.capitalsShare': { rules: ['spam.capitals'], span: either(BELOW) },
  'words.repeatedPunctuation': { rules: ['spam.punctuation'], span: either(BELOW) },
  'words.subjectLength': { rules: ['tone.subject_length'], span: subjectLength },
  'words.brandScore': { rules: ['tone.brand_score'], span: either(AT_LEAST) },
  'words.toneScore': { rules: ['tone.tone_score'], span: either(AT_LEAST) },
  'look.fonts': { rules: ['tone.typefaces'], span: either(AT_MOST) },
  'consent.maxAgeMonths': { rules: ['compliance.consent'], span: fresh },
  'consent.impliedPurchaseMonths': { rules: ['compliance.consent'], span: fresh },
  'consent.impliedInquiryMonths': { rules: ['compliance.consent'], span: fresh },
  'sms.maxCharacters': { rules: ['compliance.sms_length'], span: either(AT_MOST) },
  'sms.maxSegments': { rules: ['compliance.sms_segments'], span: either(AT_MOST) },
  'quota.waitMinutes': { rules: ['rate.provider_quota'], span: passing(AT_MOST) },
  'financial.passBelowPercent': {
    rules: ['financial.discount', 'financial.discount_director'],
    span: either(BELOW),
    // Whose approval it takes is asked as well, and from which discount on it takes any.
    reads: ({ verdict }) => (verdict === 'pass' ? 1 : 2),
  },
  'financial.salesCents': { rules: ['financial.vip'], span: passing(AT_MOST) },
  'financial.marginFloorPercent': { rules: ['financial.margin'], span: margin },
};

/** The thresholds that have spans ("section.field"); spans are kept in this order. */
export const SPANNED: readonly string[] = Object.keys(SPANS);

const EACH = SPANNED.map((path) => SPANS[path]);
const NONE: readonly number[] = [];
const OF_RULE = new Map<string, readonly number[]>();
for (const [nth, spanned] of EACH.entries()) {
  for (const rule of spanned?.rules ?? []) OF_RULE.set(rule, [...(OF_RULE.get(rule) ?? []), nth]);
}

/** For each of `SPANNED` how often its rules read it, and the span in which they say the same every time (null: none). */
export type Spoken = { readonly reads: readonly number[]; readonly spans: readonly (Span | null)[] };

/** What the rules said at every moment a message was judged for, `latest` the last of them (milliseconds). */
export function spokenOf(moments: readonly (readonly Verdict[])[], latest: number): Spoken {
  const reads = new Array<number>(EACH.length).fill(0);
  const spans = new Array<Span | null>(EACH.length).fill(ANY);
  const hear = (found: Finding) => {
    for (const nth of OF_RULE.get(found.rule) ?? NONE) {
      const spanned = EACH[nth];
      if (!spanned) continue;
      reads[nth] = (reads[nth] ?? 0) + (spanned.reads?.(found) ?? 1);
      spans[nth] = both(spans[nth] ?? null, spanned.span(found, latest));
    }
  };
  for (const verdicts of moments) {
    for (const { findings } of verdicts) findings.forEach(hear);
  }
  return { reads, spans };
}

function both(one: Span | null, other: Span | null): Span | null {
  if (!one || !other) return null;
  if (one === ANY) return other;
  return [closest(Math.max, one[0], other[0]), closest(Math.min, one[1], other[1])];
}

function closest(pick: (...ends: number[]) => number, one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return pick(one, other);
}

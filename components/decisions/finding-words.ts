import type { Finding, Severity, Verdict } from '@/domain/guardrails/verdict';
import { formatMoney, formatRate } from '@/lib/format';

export const SEVERITY_WORDS: Record<Severity, { label: string; tone: 'good' | 'warn' | 'bad' }> = {
  pass: { label: 'Pass', tone: 'good' },
  review: { label: 'Review', tone: 'warn' },
  block: { label: 'Block', tone: 'bad' },
};

/** The finding that decided a verdict. */
export function leadingFinding(verdict: Verdict): Finding | undefined {
  return verdict.findings.find((finding) => finding.verdict === verdict.verdict);
}

type Unit = 'cents' | 'percent' | 'share';

/** What the figures of a rule are counted in, where it is not plain numbers or words. */
const UNITS: Record<string, Unit> = {
  'financial.vip': 'cents',
  'financial.discount': 'percent',
  'financial.discount_director': 'percent',
  'financial.margin': 'percent',
  'spam.bounce_rate': 'share',
  'spam.complaint_rate': 'share',
  'spam.capitals': 'share',
  'financial.channel_budget': 'cents',
  'financial.campaign_budget': 'cents',
};

/** Rules that speak up at their limit, not only beyond it. */
const FROM_LIMIT_ON: ReadonlySet<string> = new Set([
  'financial.discount',
  'tone.subject_length',
  'spam.bounce_rate',
  'spam.complaint_rate',
  'spam.hard_bounces',
]);

/** Rules that hold the age of something against months, and name the instant it began. */
const SINCE: ReadonlySet<string> = new Set(['compliance.consent']);

/**
 * What a rule measured and its limit, as a reader sees them; null where there is nothing to compare. Instants stand in it
 * as they are stored (`withLocalTimes`).
 */
export function measuredWords(
  { rule, verdict, measured, limit }: Pick<Finding, 'rule' | 'verdict' | 'measured' | 'limit'>,
  currency: string,
): { measured: string; limit: string | null } | null {
  const value = factWords(measured, UNITS[rule], currency);
  if (value === null) return null;
  const begins = SINCE.has(rule) && ISO_INSTANT.test(value);
  const bound = factWords(limit, UNITS[rule], currency);
  const isReached = bound !== null && verdict !== 'pass' && FROM_LIMIT_ON.has(rule);
  return { measured: begins ? `since ${value}` : value, limit: isReached ? `below ${bound}` : bound };
}

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function factWords(fact: Finding['measured'], unit: Unit | undefined, currency: string): string | null {
  if (fact === null) return null;
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'number') return numberWords(fact, unit, currency);
  return ISO_INSTANT.test(fact) ? fact : fact.replaceAll('_', ' ');
}

function numberWords(value: number, unit: Unit | undefined, currency: string): string {
  if (unit === 'cents') return formatMoney(value, { currency });
  if (unit === 'share') return formatRate(value);
  const text = new Intl.NumberFormat('en', { maximumFractionDigits: 3 }).format(value).replace('-', '−');
  return unit === 'percent' ? `${text}%` : text;
}

/** "1 blocked, 1 for review, 5 passed": all seven in a line. */
export function verdictSummary(verdicts: readonly Verdict[]): string {
  const count = (severity: Severity) => verdicts.filter((verdict) => verdict.verdict === severity).length;
  const parts = [
    count('block') > 0 ? `${count('block')} blocked` : null,
    count('review') > 0 ? `${count('review')} for review` : null,
    count('pass') > 0 ? `${count('pass')} passed` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

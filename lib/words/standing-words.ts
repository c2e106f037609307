import type { Standing } from '@/domain/measurement/standing';
import type { Tone } from '@/domain/reports/tones';
import { formatCount } from '@/lib/format';
import { caseCount } from './case-words';

export type StandingWords = {
  word: string;
  tone: Tone;
  /** The rule that was followed, as part of the answer. */
  rule: string;
  /** "6 of about 40 needed": how far it is to a verdict; null where there is one. */
  missing: string | null;
};

const VERDICTS: Record<Exclude<Standing['status'], 'undecided'>, Omit<StandingWords, 'missing'>> = {
  met: { word: 'Target met', tone: 'good', rule: 'The whole 95% interval is at the target or better.' },
  on_track: {
    word: 'On track',
    tone: 'good',
    rule: 'The whole 95% interval is at least half of the way from baseline to target.',
  },
  at_risk: {
    word: 'At risk',
    tone: 'warn',
    rule: 'The whole 95% interval is less than half of the way from baseline to target.',
  },
  off_track: { word: 'Off track', tone: 'bad', rule: 'The whole 95% interval is worse than the baseline.' },
  short: { word: 'Not there yet', tone: 'warn', rule: 'The whole 95% interval is short of the target.' },
  nothing: { word: 'Nothing counted', tone: 'neutral', rule: 'Nothing was counted in these days.' },
  no_target: { word: 'No target', tone: 'neutral', rule: 'No target is set for this figure.' },
};

/** Where a figure stands, in words; `cases` is what its evidence is counted in: "orders". */
export function standingWords(standing: Standing, cases: string): StandingWords {
  if (standing.status !== 'undecided') return { ...VERDICTS[standing.status], missing: null };
  const { cases: count, needed } = standing;
  if (needed === null) {
    return {
      word: 'Too close to call',
      tone: 'neutral',
      rule: 'The 95% interval reaches over a border between two verdicts, and more cases would hardly end that.',
      missing: `${caseCount(count, cases)} so far`,
    };
  }
  return {
    word: `Too few ${cases}`,
    tone: 'neutral',
    rule: 'The 95% interval is still too wide for a verdict. So many would be needed if the figure stays as it is.',
    missing: `${formatCount(count)} of about ${formatCount(needed)} needed`,
  };
}

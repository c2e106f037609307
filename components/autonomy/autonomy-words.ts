import type { ChangeCause } from '@/domain/autonomy/autonomy';
import type { Requirement } from '@/domain/autonomy/requirements';
import { percentWords } from '@/domain/shared/figure-words';
import { plural } from '@/lib/format';
import type { SampledReview } from '@/server/services/autonomy';

/** Why a level changed, in a word or two. */
export const CAUSE_WORDS: Record<ChangeCause, string> = {
  approvals: 'Earned',
  rejections: 'Rejected in a row',
  anomaly: 'Anomaly',
  breach: 'Breach found later',
  unconfirmed: 'Not confirmed',
  override: 'Set by hand',
  undone: 'Verdict taken back',
};

/** What is missing for the next level, in one sentence: "2 more unedited approvals in a row, with no harm meanwhile." */
export function whatIsMissing(requirements: readonly Requirement[]): string {
  if (requirements.length === 0) return 'The highest level: nothing more to earn.';
  const open = requirements.filter(({ isMet }) => !isMet);
  if (open.length === 0) return 'Everything is there: the next approval raises it.';
  const parts = open.map((requirement) => PARTS[requirement.id](requirement));
  const words = new Intl.ListFormat('en').format(parts);
  const isHarmTold = open.some(({ id }) => id === 'harm');
  return `For the next level: ${words}${isHarmTold ? '' : ', with no harm meanwhile'}.`;
}

/** What people said of the decisions that were drawn for them, in one sentence. */
export function sampledWords({ days, share, drawn, waiting, approved, edited, rejected }: SampledReview): string {
  const head = `Sampled review: a person sees ${percentWords(share * 100)} of decisions`;
  if (drawn === 0) return `${head}; none was drawn in the last ${days} days.`;
  const said = [
    ...(approved > 0 ? [`${approved} approved unedited`] : []),
    ...(edited > 0 ? [`${edited} edited`] : []),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ];
  return `${head}; ${drawn} drawn in the last ${days} days${said.length > 0 ? `: ${said.join(', ')}` : ''}.`;
}

const PARTS: Record<Requirement['id'], (requirement: Requirement) => string> = {
  approvals: ({ have, need }) => `${plural((need ?? 0) - (have ?? 0), 'more unedited approval')} in a row`,
  harm: () => 'harm to be past',
  judged: ({ have, need }) => `${plural((need ?? 0) - (have ?? 0), 'more judged decision')}`,
  bound: () => 'a surer share of approvals without edit',
  lift: () => 'an effect against the holdout that is not negative',
};

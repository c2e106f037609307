import type { Candidate } from '../decisions/candidate';
import type { Risk } from './risk';

/** What of a waiting decision tells whether it looks like another. */
export type Lookalike = {
  readonly id: string;
  readonly agentId: string;
  readonly action: string | null;
  readonly template: string | null;
  readonly channel: string | null;
  /** Which message of which campaign it is; null where it belongs to none. */
  readonly campaignStep: string | null;
  readonly policyVersion: number;
  readonly risk: Risk;
  /** Who else has it open; null where nobody. */
  readonly claimedBy: string | null;
};

/** Names the message of a campaign, told from every other one; null for what belongs to none. */
export function campaignStepOf(chosen: Pick<Candidate, 'campaignId' | 'wave'> | null): string | null {
  return chosen?.campaignId ? `${chosen.campaignId}:${chosen.wave}` : null;
}

/** What may be approved together, and what may not with the reason why. */
export type BulkPlan<Item extends Lookalike> = {
  readonly included: readonly Item[];
  readonly excluded: readonly { readonly item: Item; readonly why: string }[];
};

/**
 * Sorts a selection into what one verdict may cover: low risk, nobody else reading it, and the same agent, action,
 * channel, template, message of a campaign and policy version as the first that qualifies. Everything else is left out, each with its reason.
 */
export function bulkPlan<Item extends Lookalike>(selected: readonly Item[]): BulkPlan<Item> {
  const model = selected.find((item) => unfit(item) === null);
  const sorted = selected.map((item) => ({ item, why: unfit(item) ?? (model ? unlike(item, model) : null) }));
  return {
    included: sorted.flatMap(({ item, why }) => (why === null ? [item] : [])),
    excluded: sorted.flatMap(({ item, why }) => (why === null ? [] : [{ item, why }])),
  };
}

function unfit(item: Lookalike): string | null {
  if (item.risk !== 'low') return `Its risk is ${item.risk === 'high' ? 'high' : 'medium'}: it is judged by itself.`;
  return item.claimedBy ? `${item.claimedBy} is reviewing it.` : null;
}

function unlike(item: Lookalike, model: Lookalike): string | null {
  if (item.agentId !== model.agentId || item.action !== model.action) return 'It is another action.';
  if (item.campaignStep !== model.campaignStep) return 'It is another message of a campaign, or of another one.';
  if (item.channel !== model.channel) return 'It goes by another channel.';
  if (item.template !== model.template) return 'It uses another template.';
  return item.policyVersion === model.policyVersion ? null : 'It was decided under another policy version.';
}

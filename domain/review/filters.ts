/** What the waiting decisions can be narrowed by. */
export const REVIEW_FACETS = ['source', 'action', 'channel', 'risk', 'sla', 'assignee', 'guardrail'] as const;
export type ReviewFacet = (typeof REVIEW_FACETS)[number];

/** How each is called. */
export const REVIEW_FACET_NAMES: Readonly<Record<ReviewFacet, string>> = {
  source: 'Source',
  action: 'Action',
  channel: 'Channel',
  risk: 'Risk',
  sla: 'Time left',
  assignee: 'Assigned to',
  guardrail: 'Asked by',
};

export const REVIEW_RISKS = ['high', 'mid', 'low'] as const;

/** Where a waiting decision stands against its target: late, a minute or less left, two and a half or less, or more. */
export const SLA_STATES = ['late', 'urgent', 'soon', 'ok'] as const;
export const SLA_STATE_NAMES: Readonly<Record<(typeof SLA_STATES)[number], string>> = {
  late: 'Late',
  urgent: 'Within a minute',
  soon: 'Within 2:30',
  ok: 'More than 2:30',
};

/** Whose it is, beside a person's id: the asking person's own, or nobody's. */
export const MINE = 'mine';
export const NOBODYS = 'nobody';

/** Asked by no guardrail: by the agent itself, or by the level of its autonomy. */
export const NO_GUARDRAIL = 'none';

/** So many waiting decisions that are alike in all that can be filtered; each has one or more values of a facet, or none. */
export type FacetGroup = {
  readonly count: number;
  readonly values: Readonly<Record<ReviewFacet, readonly string[]>>;
};

/** What is chosen of each facet; nothing where all of it is. */
export type ChosenFacets = Readonly<Partial<Record<ReviewFacet, string | null>>>;

/** How many there would be of each value of a facet, the filters of the other facets held. */
export function facetCounts(
  groups: readonly FacetGroup[],
  chosen: ChosenFacets,
): Record<ReviewFacet, ReadonlyMap<string, number>> {
  const counted = (facet: ReviewFacet) => {
    const counts = new Map<string, number>();
    for (const { count, values } of groups) {
      if (!fits(values, { ...chosen, [facet]: null })) continue;
      for (const value of values[facet]) counts.set(value, (counts.get(value) ?? 0) + count);
    }
    return counts;
  };
  return {
    source: counted('source'),
    action: counted('action'),
    channel: counted('channel'),
    risk: counted('risk'),
    sla: counted('sla'),
    assignee: counted('assignee'),
    guardrail: counted('guardrail'),
  };
}

function fits(values: FacetGroup['values'], chosen: ChosenFacets): boolean {
  return REVIEW_FACETS.every((facet) => {
    const wanted = chosen[facet];
    return !wanted || values[facet].includes(wanted);
  });
}

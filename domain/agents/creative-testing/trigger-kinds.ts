/** What wakes the creative testing agent. */
export const CREATIVE_TRIGGERS = ['campaign_launch', 'plateau', 'weekly', 'on_demand', 'by_hand'] as const;
export type CreativeTriggerKind = (typeof CREATIVE_TRIGGERS)[number];

/** Each as people read it by itself. */
export const CREATIVE_TRIGGER_NAMES: Readonly<Record<CreativeTriggerKind, string>> = {
  campaign_launch: 'A campaign’s launch',
  plateau: 'A performance plateau',
  weekly: 'The weekly look',
  on_demand: 'A person’s question',
  by_hand: 'A person’s own words',
};

/** Each as people read it, after "Proposed". */
export const CREATIVE_TRIGGER_WORDS: Readonly<Record<CreativeTriggerKind, string>> = {
  campaign_launch: 'when a campaign was launched',
  plateau: 'on a performance plateau',
  weekly: 'in the weekly look',
  on_demand: 'when asked by a person',
  by_hand: 'by a person, with words of their choice',
};

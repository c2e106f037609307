// What is known of a customer that a rule can ask for: one catalogue for the builder, the compiler and the words.

/** A number of a customer. Money in minor units of the workspace's currency; engagement is 0..100. */
export const NUMBER_FIELDS = {
  order_count: { label: 'Number of orders', unit: 'count' },
  lifetime_value: { label: 'Lifetime value', unit: 'money' },
  average_order: { label: 'Average order value', unit: 'money' },
  engagement: { label: 'Engagement score', unit: 'percent' },
  delivered_touches: { label: 'Touches delivered', unit: 'count' },
  hard_bounces: { label: 'Hard bounces', unit: 'count' },
} as const satisfies Record<string, { label: string; unit: 'count' | 'money' | 'percent' }>;
export type NumberFieldId = keyof typeof NUMBER_FIELDS;

/** One word out of a list: the workspace's own rows say which there are. */
export const CHOICE_FIELDS = {
  stage: { label: 'Lifecycle stage' },
  country: { label: 'Country' },
  region: { label: 'Region' },
  language: { label: 'Language' },
  timezone: { label: 'Time zone' },
} as const satisfies Record<string, { label: string }>;
export type ChoiceFieldId = keyof typeof CHOICE_FIELDS;

/** A moment in the customer's life. */
export const INSTANT_FIELDS = {
  first_seen: { label: 'First seen', past: 'was first seen' },
  last_seen: { label: 'Last seen', past: 'was last seen' },
  signed_up: { label: 'Signed up', past: 'signed up' },
  last_engaged: { label: 'Last engaged', past: 'was last engaged' },
  first_order: { label: 'First order', past: 'first ordered' },
  last_order: { label: 'Last order', past: 'last ordered' },
} as const satisfies Record<string, { label: string; past: string }>;
export type InstantFieldId = keyof typeof INSTANT_FIELDS;

/** How the customer can be told apart and reached. */
export const CONTACT_FIELDS = {
  email: { label: 'E-mail address' },
  phone: { label: 'Telephone number' },
  external_id: { label: 'Customer id' },
} as const satisfies Record<string, { label: string }>;
export type ContactFieldId = keyof typeof CONTACT_FIELDS;

/** The kinds of condition in the order the builder offers them. */
export const CONDITION_KINDS = [
  'choice',
  'number',
  'instant',
  'contact',
  'trait',
  'consent',
  'event',
  'event_time',
  'purchase',
  'message',
  'cart',
  'segment',
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

export const CONDITION_NAMES: Record<ConditionKind, string> = {
  choice: 'About the customer',
  number: 'Value and engagement',
  instant: 'When something happened',
  contact: 'How to reach them',
  trait: 'A trait of their profile',
  consent: 'Consent',
  event: 'Did something',
  event_time: 'First or last time of something',
  purchase: 'Bought',
  message: 'Messages from us',
  cart: 'Open cart',
  segment: 'Another segment',
};

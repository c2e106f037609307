/** The roles a person can have in a workspace. */
export const ROLES = ['admin', 'marketer', 'approver', 'executive'] as const;
export type Role = (typeof ROLES)[number];

/** Every right a person's role can carry; services ask for one by name. */
const RIGHTS = {
  'workspace.read': ['admin', 'marketer', 'approver', 'executive'],
  'customers.read': ['admin', 'marketer', 'approver'],
  'customers.merge': ['admin', 'marketer'],
  'customers.ask': ['admin', 'marketer'],
  'decisions.read': ['admin', 'marketer', 'approver', 'executive'],
  'decisions.run': ['admin', 'marketer'],
  'decisions.report': ['admin', 'marketer', 'approver'],
  'review.read': ['admin', 'marketer', 'approver'],
  'review.decide': ['admin', 'approver'],
  'creative.read': ['admin', 'marketer', 'approver', 'executive'],
  'creative.run': ['admin', 'marketer'],
  'creative.judge': ['admin', 'approver'],
  'messages.read': ['admin', 'marketer', 'approver'],
  'messages.simulate': ['admin', 'marketer'],
  'measurement.read': ['admin', 'marketer', 'approver', 'executive'],
  'measurement.acknowledge': ['admin', 'marketer'],
  'scorecard.share': ['admin', 'marketer', 'executive'],
  'experiments.read': ['admin', 'marketer', 'approver', 'executive'],
  'experiments.run': ['admin', 'marketer'],
  'imports.run': ['admin', 'marketer'],
  'imports.undo': ['admin'],
  'events.read': ['admin', 'marketer'],
  'killSwitch.stop': ['admin', 'marketer', 'approver'],
  'killSwitch.resume': ['admin'],
  'rollout.read': ['admin', 'marketer', 'approver', 'executive'],
  'rollout.decide': ['admin'],
  'autonomy.override': ['admin'],
  'settings.manage': ['admin'],
  'privacy.manage': ['admin'],
  'suppressions.read': ['admin', 'marketer', 'approver'],
  'suppressions.edit': ['admin', 'marketer'],
  'suppressions.override': ['admin'],
  'policies.read': ['admin', 'marketer', 'approver', 'executive'],
  'policies.draft': ['admin', 'marketer'],
  'policies.activate': ['admin'],
  'offers.read': ['admin', 'marketer', 'approver', 'executive'],
  'offers.propose': ['admin', 'marketer', 'approver'],
  'offers.approve': ['admin', 'approver'],
  'campaigns.read': ['admin', 'marketer', 'approver', 'executive'],
  'campaigns.edit': ['admin', 'marketer'],
  'campaigns.approve': ['admin', 'approver'],
  'campaigns.run': ['admin', 'marketer'],
  'campaigns.pause': ['admin', 'marketer', 'approver'],
  'segments.read': ['admin', 'marketer', 'approver', 'executive'],
  'segments.edit': ['admin', 'marketer'],
  'audit.read': ['admin', 'executive'],
  'audit.export': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;
export const RIGHT_NAMES = Object.keys(RIGHTS) as Right[];

/** Whether a role carries a right. */
export function roleMay(role: Role, right: Right): boolean {
  return (RIGHTS[right] as readonly Role[]).includes(role);
}

/** Whoever acts without being a person of the workspace. */
export type NonPerson = 'operator' | 'job' | 'api_key' | 'webhook' | 'customer';

/**
 * What each of them carries; a verb that asks for anything else is closed to it. What a key, a provider's report or a
 * customer's link may set off asks for no right: it is open by what the caller holds, and does that one thing.
 */
const RIGHTS_OF_NON_PERSONS: Record<NonPerson, readonly Right[] | 'all'> = {
  operator: 'all',
  job: [
    'workspace.read',
    'decisions.read',
    'review.read',
    'measurement.read',
    'rollout.read',
    // Tests of words are proposed, watched and told of in the week's report by themselves.
    'creative.read',
    'creative.run',
    // The sweep of data quality tells who can mend it.
    'events.read',
    // A run of an import moves the clock of its workspace on.
    'imports.run',
  ],
  api_key: [],
  webhook: [],
  customer: [],
};

/** Whether a kind of actor that is no person carries a right. */
export function nonPersonMay(kind: NonPerson, right: Right): boolean {
  const rights = RIGHTS_OF_NON_PERSONS[kind];
  return rights === 'all' || rights.includes(right);
}

/** The roles that carry a right, for telling somebody whom to ask. */
export function rolesWith(right: Right): readonly Role[] {
  return RIGHTS[right];
}

/**
 * Whether somebody with these roles, one for each workspace they belong to, may make another workspace of the
 * installation: who is trusted with one as its administrator is.
 */
export function mayMakeWorkspace(roles: readonly Role[]): boolean {
  return roles.includes('admin');
}

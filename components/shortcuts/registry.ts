/** Where a key works. `global` works on every page, the others while a page has what they act on. */
export type ShortcutScope = 'global' | 'list' | 'dates' | 'decisions' | 'inbox' | 'sandbox' | 'policies' | 'scorecard';

type Definition = { keys: string; label: string; scope: ShortcutScope };

/** Every key of the product: "Mod+K" is Ctrl or Command, "G I" is one key after the other. Nothing else listens. */
export const SHORTCUTS = {
  'palette.open': { keys: 'Mod+K', label: 'Search and commands', scope: 'global' },
  'help.open': { keys: '?', label: 'Keyboard shortcuts', scope: 'global' },
  'sidebar.toggle': { keys: 'Mod+B', label: 'Hide or show the sidebar', scope: 'global' },
  'search.focus': { keys: '/', label: 'Search this page', scope: 'global' },
  'go.home': { keys: 'G H', label: 'Go to Home', scope: 'global' },
  'go.inbox': { keys: 'G I', label: 'Go to Review inbox', scope: 'global' },
  'go.scorecard': { keys: 'G S', label: 'Go to Scorecard', scope: 'global' },
  'go.campaigns': { keys: 'G N', label: 'Go to Campaigns', scope: 'global' },
  'go.decisions': { keys: 'G D', label: 'Go to Decisions', scope: 'global' },
  'go.customers': { keys: 'G C', label: 'Go to Customers', scope: 'global' },
  'go.sandbox': { keys: 'G B', label: 'Go to Sandbox inbox', scope: 'global' },
  'go.events': { keys: 'G E', label: 'Go to Events', scope: 'global' },
  'go.imports': { keys: 'G M', label: 'Go to Imports', scope: 'global' },
  'go.policies': { keys: 'G P', label: 'Go to Policies', scope: 'global' },
  'list.next': { keys: 'J', label: 'Next item', scope: 'list' },
  'list.previous': { keys: 'K', label: 'Previous item', scope: 'list' },
  'list.previousPage': { keys: '[', label: 'Previous page', scope: 'list' },
  'list.nextPage': { keys: ']', label: 'Next page', scope: 'list' },
  'dates.today': { keys: 'D', label: 'Today', scope: 'dates' },
  'dates.7d': { keys: 'W', label: 'Last 7 days', scope: 'dates' },
  'dates.28d': { keys: 'F', label: 'Last 28 days', scope: 'dates' },
  'dates.30d': { keys: 'T', label: 'Last 30 days', scope: 'dates' },
  'dates.mtd': { keys: 'M', label: 'Month to date', scope: 'dates' },
  'dates.ytd': { keys: 'Y', label: 'Year to date', scope: 'dates' },
  'dates.custom': { keys: 'C', label: 'Custom dates', scope: 'dates' },
  'dates.compare': { keys: 'X', label: 'Compare on or off', scope: 'dates' },
  'decisions.live': { keys: 'L', label: 'Follow new decisions, or stop', scope: 'decisions' },
  'decisions.select': { keys: 'X', label: 'Select the row, or let it go', scope: 'decisions' },
  'inbox.approve': { keys: 'A', label: 'Approve', scope: 'inbox' },
  'inbox.reject': { keys: 'R', label: 'Reject with a reason', scope: 'inbox' },
  'inbox.edit': { keys: 'E', label: 'Edit and approve', scope: 'inbox' },
  'inbox.changes': { keys: 'C', label: 'Request changes', scope: 'inbox' },
  'inbox.snooze': { keys: 'H', label: 'Snooze', scope: 'inbox' },
  'inbox.assign': { keys: '@', label: 'Assign to somebody', scope: 'inbox' },
  'inbox.select': { keys: 'X', label: 'Select several: the next A or R judges them together', scope: 'inbox' },
  'inbox.undo': { keys: 'Z', label: 'Take the last verdict back', scope: 'inbox' },
  'inbox.filter': { keys: 'F', label: 'Filters, open or closed', scope: 'inbox' },
  'inbox.skip': { keys: 'ArrowRight', label: 'Skip to the next', scope: 'inbox' },
  'inbox.back': { keys: 'ArrowLeft', label: 'Back to the previous', scope: 'inbox' },
  'inbox.reason': { keys: '1…8', label: 'Choose the reason, while rejecting', scope: 'inbox' },
  'sandbox.phone': { keys: 'M', label: 'Phone or desktop width', scope: 'sandbox' },
  'scorecard.print': { keys: 'P', label: 'Print', scope: 'scorecard' },
  'policy.save': { keys: 'Mod+S', label: 'Save the draft', scope: 'policies' },
} as const satisfies Record<string, Definition>;

export type ShortcutId = keyof typeof SHORTCUTS;

export const SCOPE_NAMES: Record<ShortcutScope, string> = {
  global: 'Everywhere',
  list: 'Lists',
  dates: 'Dates',
  decisions: 'Decisions',
  inbox: 'Review inbox',
  sandbox: 'Sandbox inbox',
  policies: 'Policy draft',
  scorecard: 'Scorecard',
};

/** Every scope: those of `here` first, then what works everywhere, then the keys of other pages. */
export function hereFirst(here: ReadonlySet<ShortcutScope>): ShortcutScope[] {
  const rank = (scope: ShortcutScope) => (scope === 'global' ? 1 : here.has(scope) ? 0 : 2);
  return (Object.keys(SCOPE_NAMES) as ShortcutScope[]).toSorted((a, b) => rank(a) - rank(b));
}

/** Scopes that are at work on one page together: no key may mean two things within a row. */
export const SCOPES_TOGETHER: readonly (readonly ShortcutScope[])[] = [
  ['global', 'list', 'dates'],
  ['global', 'list', 'decisions'],
  ['global', 'list', 'inbox'],
  ['global', 'list', 'sandbox'],
  ['global', 'policies'],
  ['global', 'list', 'dates', 'scorecard'],
];

/** The shortcuts of a scope, in the order of the list. */
export function shortcutsOf(scope: ShortcutScope): (Definition & { id: ShortcutId })[] {
  return (Object.entries(SHORTCUTS) as [ShortcutId, Definition][])
    .filter(([, shortcut]) => shortcut.scope === scope)
    .map(([id, shortcut]) => ({ id, ...shortcut }));
}

/**
 * What becomes of one column when a person is erased:
 * `gone` with its row; `keep` as it is; `null`, `blank` ('') and `empty` ({}) say nothing any more; `mark` becomes a
 * name made of the row's own id; `scrub` keeps the words and takes the person's names and addresses out of them, in
 * text, lists and JSON alike; `seal` leaves a note that something stood here; `fresh` becomes a new random pseudonym.
 */
export const FATES = ['gone', 'keep', 'null', 'blank', 'empty', 'mark', 'scrub', 'seal', 'fresh'] as const;
export type Fate = (typeof FATES)[number];

/** How the rows of one person are found: by a column of the table, or through the rows another table has of them. */
export type Found =
  | { readonly by: 'self' }
  | { readonly by: 'customer'; readonly columns?: readonly string[] }
  | { readonly by: 'decision' | 'message' | 'order' | 'event' | 'merge'; readonly column: string }
  /** Anywhere in the words of a row that belongs to nobody yet. */
  | { readonly by: 'text'; readonly column: string }
  /** By the pseudonym under which the audit log knows the person. */
  | { readonly by: 'pseudonym'; readonly column: string };

type Columns = Readonly<Partial<Record<Fate, string>>>;

/** A table with rows of customers: how they are found, what of them is handed out, and what an erasure does. */
export type PersonTable = {
  readonly table: string;
  readonly of: 'person';
  /** What the rows are, as the file and the certificate call them. */
  readonly called: string;
  readonly found: Found;
  readonly rows: 'delete' | 'pseudonymise' | 'keep';
  /** Why it is done so: what stays and on what ground. */
  readonly because: string;
  /** Told by the person, or by the shop about them: what portability hands over. The rest is worked out here. */
  readonly isProvided: boolean;
  /** Column names by fate, separated by spaces. */
  readonly columns: Columns;
  /** Columns that are never handed out: keys, locks and what would tell of somebody else. */
  readonly withheld?: string;
};

/** A table without rows of customers: whose it is, why nothing in it is theirs, and its columns. */
export type OtherTable = {
  readonly table: string;
  readonly of: 'shop' | 'staff' | 'installation';
  readonly because: string;
  readonly columns: string;
};

export type TablePlan = PersonTable | OtherTable;

/** Whether a table holds rows of customers. */
export function isPersonTable(plan: TablePlan): plan is PersonTable {
  return plan.of === 'person';
}

/** The columns of a table, each with what an erasure does to it; null for tables of nobody's. */
export function fatesOf(plan: TablePlan): ReadonlyMap<string, Fate | null> {
  if (!isPersonTable(plan)) return new Map(wordsOf(plan.columns).map((column) => [column, null]));
  return new Map(FATES.flatMap((fate) => wordsOf(plan.columns[fate]).map((column) => [column, fate] as const)));
}

/** The columns that are handed out to the person, in the order they are listed. */
export function handedOut(plan: PersonTable): string[] {
  const withheld = new Set(wordsOf(plan.withheld));
  return [...fatesOf(plan).keys()].filter((column) => !withheld.has(column));
}

function wordsOf(text: string | undefined): string[] {
  return text?.split(/\s+/).filter((word) => word !== '') ?? [];
}

import { type PolicyDescription, type PolicyDocument, sameValue, valueAt } from './description';
import { valueLines, valueWords } from './value-words';

/** One threshold that two documents say differently. */
export type PolicyChange = {
  readonly section: string;
  readonly field: string;
  readonly sectionTitle: string;
  readonly title: string;
  /** Old and new value in words, with the unit: "3 e-mails". */
  readonly before: string;
  readonly after: string;
  /** What left and what came, for lists and records. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** What changes from one document to the other, in the order of the document; money in words of the currency. */
export function diffPolicies(
  description: PolicyDescription,
  before: PolicyDocument,
  after: PolicyDocument,
  currency: string,
): PolicyChange[] {
  return description.flatMap(({ title: sectionTitle, fields }) =>
    fields.flatMap(({ section, field, title, shape }) => {
      const [old, next] = [valueAt(before, section, field), valueAt(after, section, field)];
      if (sameValue(old, next)) return [];
      const [oldLines, newLines] = [valueLines(shape, old, currency), valueLines(shape, next, currency)];
      const change = { section, field, sectionTitle, title };
      const words = { before: valueWords(shape, old, currency), after: valueWords(shape, next, currency) };
      return [{ ...change, ...words, ...whatMoved(oldLines, newLines) }];
    }),
  );
}

/** Lines only one side has; where both have the same in another order, the new order whole. */
function whatMoved(before: readonly string[], after: readonly string[]): Pick<PolicyChange, 'removed' | 'added'> {
  const removed = before.filter((line) => !after.includes(line));
  const added = after.filter((line) => !before.includes(line));
  const isReordered = removed.length === 0 && added.length === 0;
  return isReordered ? { removed: before, added: after } : { removed, added };
}

/** How many thresholds differ. */
export function countChanges(description: PolicyDescription, before: PolicyDocument, after: PolicyDocument): number {
  return description
    .flatMap(({ fields }) => fields)
    .filter(({ section, field }) => !sameValue(valueAt(before, section, field), valueAt(after, section, field))).length;
}

/** A change in one line: "Contact · E-mails per customer and window: 3 e-mails -> 2 e-mails". */
export function changeLine(change: PolicyChange): string {
  return `${change.sectionTitle} · ${change.title}: ${change.before} → ${change.after}`;
}

import { isValueObject, type PolicyDescription, type PolicyDocument, type PolicyValue } from './description';

/** A threshold, or with `field` empty a whole section, that a document does not name. */
export type MissingThreshold = { readonly section: string; readonly field: string };

/** What a document leaves out: whole sections, and thresholds of the sections it has, in the order of the policy. */
export function missingThresholds(description: PolicyDescription, document: PolicyDocument): MissingThreshold[] {
  return description.flatMap(({ section, fields }): MissingThreshold[] => {
    const part = document[section];
    if (part === undefined) return [{ section, field: '' }];
    // What is no section at all is another fault, told as such.
    if (!isValueObject(part)) return [];
    return fields.filter(({ field }) => part[field] === undefined).map(({ field }) => ({ section, field }));
  });
}

/** A document made whole, and what it took to make it so, as paths: "creative", "review.undoSeconds". */
export type UpgradedDocument = { readonly document: PolicyDocument; readonly added: readonly string[] };

/**
 * Makes a document of an older version of the product whole: what it does not know of is taken from `source` (what is
 * in force, or the defaults) and named. What it says itself stays word for word.
 */
export function upgradeDocument(
  description: PolicyDescription,
  document: PolicyDocument,
  source: PolicyDocument,
): UpgradedDocument {
  const missing = missingThresholds(description, document);
  return {
    document: missing.reduce((whole, { section, field }) => withValue(whole, section, field, source), document),
    added: missing.map(({ section, field }) => (field === '' ? section : `${section}.${field}`)),
  };
}

function withValue(whole: PolicyDocument, section: string, field: string, source: PolicyDocument): PolicyDocument {
  const given: PolicyValue = source[section] ?? {};
  if (field === '') return { ...whole, [section]: given };
  const part = whole[section];
  const value = isValueObject(given) ? given[field] : undefined;
  return { ...whole, [section]: { ...(isValueObject(part) ? part : {}), [field]: value ?? null } };
}

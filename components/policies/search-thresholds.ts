import type { PolicyDescription } from '@/domain/policies/description';

/** The sections and thresholds whose name, explanation or key holds every word of the search. */
export function searchThresholds(description: PolicyDescription, search: string): PolicyDescription {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return description;
  return description
    .map((section) => ({
      ...section,
      fields: section.fields.filter((field) => {
        const text =
          `${section.title} ${field.title} ${field.description} ${field.section}.${field.field}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ fields }) => fields.length > 0);
}

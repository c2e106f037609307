import type { FieldProblem } from '@/domain/policies/check-document';
import type { PolicyDescription } from '@/domain/policies/description';

/** What a threshold is called in its form; its path where the document names one there is not. */
export function titleAt(description: PolicyDescription, pointer: string): string {
  const fields = description.flatMap(({ fields: each }) => each);
  return fields.find(({ section, field }) => `${section}.${field}` === pointer)?.title ?? pointer;
}

/** Where within its threshold a problem is: "row 2, day" of "waves[1].day"; empty where it is the threshold itself. */
export function partWords({ section, field, path }: Pick<FieldProblem, 'section' | 'field' | 'path'>): string {
  const pointer = field ? `${section}.${field}` : '';
  return path
    .slice(pointer.length)
    .replace(/\[(\d+)\]/g, (_, index: string) => `.row ${Number(index) + 1}`)
    .split('.')
    .filter(Boolean)
    .map((part) => part.replace(/([a-z])([A-Z])/g, (_, end: string, next: string) => `${end} ${next.toLowerCase()}`))
    .join(', ');
}

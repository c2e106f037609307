import type { FieldProblem } from '@/domain/policies/check-document';
import type { LintFinding } from '@/domain/policies/lint';

/** Every wrong place with what would be right, one a line. */
export function problemLines(problems: readonly FieldProblem[]): string[] {
  return problems.map(({ path, message }) => `${path || 'The document'}: ${message}`);
}

/** Every contradiction with what to do about it. */
export function findingLines(findings: readonly LintFinding[]): string[] {
  return findings.flatMap(({ severity, at, message, suggestion }) => [
    `${severity === 'error' ? 'Contradiction' : 'Warning'} (${at.join(', ')}): ${message}`,
    `  ${suggestion}`,
  ]);
}

/** A policy as a file: two spaces, the order of the schema, a line break at the end. */
export function policyFile(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

import type { Brand } from '../../workspaces/brand';
import type { Policy } from '../policy';

/** Where a threshold stands: "contact.emailsPerWindow". */
export type FieldPointer = `${string}.${string}`;

/** One contradiction, or one rule that can never fire. */
export type LintFinding = {
  /** The rule that found it, and where one rule finds several, which: stable while the cause stays. */
  readonly id: string;
  /** error: the policy cannot do what it says, and may not go live. warning: it can, but hardly as meant. */
  readonly severity: 'error' | 'warning';
  /** The thresholds that contradict each other. */
  readonly at: readonly FieldPointer[];
  /** What follows from it, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly suggestion: string;
};

/** What a policy is judged by beside itself; null where it is not known, which silences the rules that ask. */
export type LintFacts = {
  readonly currency: string;
  readonly brand: Brand | null;
  /** Approved offers with budget that are in force now. */
  readonly offers: readonly { agentId: string; action: string; maxPercentOff: number }[] | null;
};

/** One thing to look for; finds nothing in a policy without it. */
export type LintRule = (policy: Policy, facts: LintFacts) => readonly LintFinding[];

type Details = Omit<LintFinding, 'id' | 'severity'>;

/** The policy cannot do what it says. */
export function error(id: string, details: Details): LintFinding {
  return { id, severity: 'error', ...details };
}

/** The policy hardly does what was meant. */
export function warning(id: string, details: Details): LintFinding {
  return { id, severity: 'warning', ...details };
}

/** The finding where the condition holds, else nothing. */
export function when(condition: boolean, finding: () => LintFinding): LintFinding[] {
  return condition ? [finding()] : [];
}

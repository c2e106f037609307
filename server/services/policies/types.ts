import type { FieldProblem } from '@/domain/policies/check-document';
import type { PolicyDescription } from '@/domain/policies/description';
import type { LintFinding } from '@/domain/policies/lint';
import type { Policy } from '@/domain/policies/policy';
import type { VersionRecord } from './audited-version';

/** A policy that is or was in force. */
export type PolicyVersionSummary = {
  version: number;
  isActive: boolean;
  reason: string;
  /** Who wrote the document; null where no person did. */
  author: string | null;
  /** Who put it in force: as the audit log names actors, and by name where it was a person. */
  activatedBy: string | null;
  activatedByName: string | null;
  activatedAt: Date;
  /** The older version this one brought back. */
  restoredFrom: number | null;
  /** Thresholds that differ from the version before; null for the first. */
  changes: number | null;
};

/** With whether it is what the audit log says was put in force. */
export type PolicyVersionDetail = PolicyVersionSummary & { document: Policy; record: VersionRecord };

export type PolicyDraftSummary = {
  id: string;
  name: string;
  /** The version it was begun from. */
  baseVersion: number;
  revision: number;
  status: 'open' | 'activated' | 'discarded';
  activatedVersion: number | null;
  createdBy: string | null;
  updatedBy: string | null;
  updatedAt: Date;
  /** Thresholds that differ from the policy in force. */
  changes: number;
};

/** A draft with the policy in force it would replace. */
export type PolicyDraftDetail = PolicyDraftSummary & {
  document: Policy;
  /** What an older version of the product left out of it: filled with what is in force, and kept once it is saved. */
  added: readonly string[];
  live: { version: number; document: Policy };
};

/** Every threshold there is, for forms and differences. */
export type PolicyForms = { description: PolicyDescription; currency: string };

/** What is wrong with a document, and where it contradicts itself; findings are looked for once nothing is wrong. */
export type PolicyJudgement = { problems: readonly FieldProblem[]; findings: readonly LintFinding[] };

/** A version that was put in force, or what speaks against it. */
export type Activation =
  | { ok: true; version: number }
  | { ok: false; problems: readonly FieldProblem[]; findings: readonly LintFinding[] };

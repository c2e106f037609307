import type { Considered } from '@/domain/agents/agent';
import type { ChannelId } from '@/domain/channels/channel';
import type { CopyStyle } from '@/domain/copy/styles';
import type { Writing } from '@/domain/copy/writing';
import type { LIFECYCLE_STAGES } from '@/domain/customers/lifecycle-stages';
import type { Candidate, Reason } from '@/domain/decisions/candidate';
import type { RecordPart, RecordState } from '@/domain/decisions/decision-file';
import type { Outcome } from '@/domain/decisions/outcome';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { Draw } from '@/domain/experiments/assignment';
import type { Verdict } from '@/domain/guardrails/verdict';
import type { FlipInWords } from '@/domain/policies/flip-words';
import type { Risk } from '@/domain/review/risk';

/** Whom a decision is about; the name is null for roles that may not see customers. */
export type CustomerLabel = { id: string; name: string | null };

/** One line of a list of decisions. Money in minor units of `currency`. */
export type DecisionListItem = {
  id: string;
  version: number;
  agentId: string;
  agentName: string;
  action: string | null;
  actionName: string | null;
  channel: ChannelId | null;
  trigger: string;
  outcome: Outcome;
  summary: string;
  customer: CustomerLabel;
  confidence: number | null;
  confidenceKind: 'prior' | 'calibrated' | null;
  valueCents: number | null;
  currency: string;
  percentOff: number | null;
  /** How much can go wrong by approving it. */
  risk: Risk;
  /** Revenue credited to it so far, by last touch. */
  creditedCents: number;
  decidedAt: Date;
  sendAt: Date | null;
  slaDueAt: Date | null;
  /** When its review began: with the decision, or with the first person who came to judge. */
  reviewFrom: Date;
  reviewBy: Date | null;
  isSimulated: boolean;
};

/** One entry of the audit log that tells of the decision; `hash` is its link in the chain. */
export type DecisionHistoryEntry = {
  seq: string;
  at: Date;
  actor: string;
  actorName: string | null;
  action: string;
  hash: string;
};

export type DecisionDetail = DecisionListItem & {
  /** Where the risk comes from, in words; null where it is low. */
  riskBecause: string | null;
  /** What the agent looked at; null where `snapshotState` says why. */
  snapshot: Snapshot | null;
  /** `withheld`: from roles that may not see customers. `unreadable`: a version wrote it that this one cannot read. `erased`: with the person. `missing`: gone without one. `unread`: deciding failed over it. */
  snapshotState: 'whole' | 'withheld' | 'unreadable' | 'erased' | 'missing' | 'unread';
  triggerKey: string;
  /** The decision that came to nothing whose question it answers once more, and the one that answers its own so. */
  again: { of: string | null; as: string | null };
  chosen: Candidate | null;
  /** The candidate as the agent made it, where a reviewer edited it; null otherwise. */
  editedFrom: Candidate | null;
  considered: Considered[];
  /** How the agents that were considered are called, by id. */
  agentNames: Record<string, string>;
  verdicts: Verdict[];
  /** The thresholds that would flip its findings, as the policy's forms call them; those of today, so that one there is no more has no words. */
  flips: FlipInWords[];
  reasons: Reason[];
  outcomeReason: string | null;
  policyVersion: number;
  /** The policy it was made under; null where that version is not kept. */
  policy: { isActive: boolean; reason: string; activatedAt: Date } | null;
  modelVersions: Record<string, string>;
  autonomyLevel: number;
  heldOut: boolean;
  /** Left alone because the rollout had not come to the customer. */
  outsideCohort: boolean;
  /** Whose words the message is in, where they were tried against others; null where they never were. */
  variant: {
    style: CopyStyle;
    /** It was drawn for the test; otherwise it had won it. */
    isTest: boolean;
    /** By which of the test's shares, and how likely the arm was; null where it was not kept. */
    draw: Draw | null;
    test: { templateId: string; name: string; status: string; startedAt: Date | null; endedAt: Date | null } | null;
  } | null;
  /** How the variant's words came to be; null where there is none, or it is the library's or a person's. */
  writing: Writing | null;
  review: { at: Date; byId: string | null; by: string | null; reason: string | null; note: string | null } | null;
  offer: {
    code: string;
    percentOff: number;
    status: string;
    expiresAt: Date;
    redeemedAt: Date | null;
    settledCents: number | null;
    /** What the order took off beyond what the code allowed: the shop's own, outside the approved budget. */
    overrunCents: number;
  } | null;
  messages: {
    id: string;
    channel: ChannelId;
    status: string;
    subject: string | null;
    sendAt: Date;
    acceptedAt: Date | null;
    deliveredAt: Date | null;
    openedAt: Date | null;
    clickedAt: Date | null;
    unsubscribedAt: Date | null;
    bouncedAt: Date | null;
    complainedAt: Date | null;
    failureReason: string | null;
    provider: string;
  }[];
  /** Credit of orders, one entry an order and model; `orderKey` is the shop's own number. */
  credits: {
    orderId: string;
    orderKey: string | null;
    model: string;
    evidence: string;
    creditCents: number;
    orderedAt: Date;
  }[];
  history: DecisionHistoryEntry[];
  record: RecordState;
  /** What of it is not what was audited; empty unless `record` is `differs`. */
  differs: readonly RecordPart[];
};

/**
 * How decisions like one ended. Each of `delivered` to `ordered` counts decisions; `creditedCents` is what their orders
 * brought, in minor units of the workspace's currency.
 */
export type SimilarDecisions = {
  /** Lifecycle stage they share; null where it is not known, or not for this role to see. */
  stage: (typeof LIFECYCLE_STAGES)[number] | null;
  total: number;
  /** There were more, earlier ones. */
  isCapped: boolean;
  outcomes: { outcome: Outcome; count: number }[];
  delivered: number;
  opened: number;
  clicked: number;
  ordered: number;
  creditedCents: number;
  latest: DecisionListItem[];
};

import type { Considered } from '@/domain/agents/agent';
import type { ChannelId } from '@/domain/channels/channel';
import type { Candidate, Reason } from '@/domain/decisions/candidate';
import type { Outcome } from '@/domain/decisions/outcome';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { Verdict } from '@/domain/guardrails/verdict';
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
  reviewBy: Date | null;
  isSimulated: boolean;
};

export type DecisionHistoryEntry = { seq: string; at: Date; actor: string; actorName: string | null; action: string };

export type DecisionDetail = DecisionListItem & {
  /** Where the risk comes from, in words; null where it is low. */
  riskBecause: string | null;
  /** What the agent looked at; null for roles that may not see customers. */
  snapshot: Snapshot | null;
  triggerKey: string;
  chosen: Candidate | null;
  considered: Considered[];
  verdicts: Verdict[];
  reasons: Reason[];
  outcomeReason: string | null;
  policyVersion: number;
  modelVersions: Record<string, string>;
  autonomyLevel: number;
  heldOut: boolean;
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
    failureReason: string | null;
  }[];
  /** Credit of orders, one entry an order and model. */
  credits: { orderId: string; model: string; evidence: string; creditCents: number; orderedAt: Date }[];
  history: DecisionHistoryEntry[];
};

import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import type { Reason } from '@/domain/decisions/candidate';
import type { Verdict } from '@/domain/guardrails/verdict';
import type { Answer } from '@/domain/replay/answer';
import type { ChangeKind, Gap } from '@/domain/replay/change-kinds';
import type { Tally } from '@/domain/replay/tally';
import type { Totals } from '@/domain/replay/totals';
import { KnownDate } from '@/domain/shared/known-instant';

/** `then`: each decision under the policy it was made under, which has to change nothing. */
const Tried = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft'), draftId: z.uuid() }),
  z.object({ kind: z.literal('version'), version: z.number().int().min(1).max(2_147_483_647) }),
  z.object({ kind: z.literal('then') }),
  z.object({
    kind: z.literal('document'),
    name: z.string().min(1).max(100),
    document: z.record(z.string(), z.unknown()),
  }),
]);

/** Which decisions, and under what. Instants in the workspace's clock, `to` exclusive. */
export const StartReplayInput = z.object({
  tried: Tried,
  from: KnownDate,
  to: KnownDate,
  agentId: z.string().max(32).optional(),
  action: z.string().max(48).optional(),
  channel: ChannelId.optional(),
});
export type StartReplayInput = z.infer<typeof StartReplayInput>;

export const REPLAY_STATUSES = ['queued', 'running', 'completed', 'cancelled'] as const;
export type ReplayStatus = (typeof REPLAY_STATUSES)[number];
/** A run that goes on by itself. */
export const RUNNING: ReplayStatus[] = ['queued', 'running'];

export type ReplayRun = {
  id: string;
  /** What was tried, as people call it. */
  name: string;
  tried: 'draft' | 'version' | 'document' | 'then';
  draftId: string | null;
  /** Which text of the draft was tried; null where it was none. */
  draftRevision: number | null;
  version: number | null;
  from: Date;
  to: Date;
  agentId: string | null;
  action: string | null;
  channel: ChannelId | null;
  status: ReplayStatus;
  /** Decisions to replay, and those counted so far. */
  total: number;
  done: number;
  tally: Tally;
  /** System time, so that what is left can be estimated. */
  createdAt: Date;
  startedAt: Date | null;
  updatedAt: Date;
};

/**
 * A run with its sums of money, and with what it tried that a replay cannot show: thresholds that say what is read, or
 * when an agent wakes.
 */
export type ReplayRunDetail = ReplayRun & {
  currency: string;
  totals: Totals;
  blindSpots: { path: string; words: string }[];
};

/** A decision that came out otherwise, or could not be made again. */
export type ReplayedChange = {
  decisionId: string;
  decidedAt: Date;
  summary: string;
  kinds: ChangeKind[];
  rules: string[];
  gap: Gap | null;
  /** Where it is not the one on record, for a gap. */
  detail: string | null;
  before: Answer | null;
  after: Answer | null;
};

/** One side of a receipt. */
export type ReplayedSide = {
  answer: Answer;
  verdicts: readonly Verdict[];
  reasons: readonly Reason[];
  outcomeReason: string | null;
};

/** A decision under the policy of then and under the one tried, made again now. */
export type ReplayedReceipt = { before: ReplayedSide; after: ReplayedSide; change: ReplayedChange };

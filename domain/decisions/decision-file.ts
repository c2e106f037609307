import { z } from 'zod';
import { Considered } from '../agents/agent';
import { ChannelId } from '../channels/channel';
import { Writing } from '../copy/writing';
import { Verdict } from '../guardrails/verdict';
import { Candidate, Reason } from './candidate';
import { Outcome } from './outcome';

const Instant = z.iso.datetime();
const Cents = z.number().int();

/**
 * What the audit log says of the stored record. `matches`: it is what was audited when it was made. `reviewed`: what a
 * person's verdict left beside it is what that verdict's entry says. `differs`: somebody changed it past the product.
 * `erased`: the person was erased at their own request, as the log says, and what was looked at with them. `unknown`: there is no entry
 * to compare it with.
 */
export const RecordState = z.enum(['matches', 'reviewed', 'differs', 'erased', 'unknown']);
export type RecordState = z.infer<typeof RecordState>;

/**
 * A part of a decision that can be told from what was audited. `record`: what was looked at, chosen and judged, as it was
 * made. `standing`: the choice and its verdicts as a review left them. `facts`: when, on what occasion, by which versions,
 * at which level, and its words. `outcome`, `review`: where it stands, and who judged it, when and with what note.
 * `message`: the words that were sent.
 */
export const RecordPart = z.enum(['record', 'standing', 'facts', 'outcome', 'review', 'message']);
export type RecordPart = z.infer<typeof RecordPart>;

/** What a file may leave out for the role that asked for it. */
export const Withheld = z.enum(['replay', 'messages']);
export type Withheld = z.infer<typeof Withheld>;

/**
 * One decision as a file, for people and programs outside (docs/how-to/read-a-decision.md). Fields are only ever added;
 * one that changes its meaning or goes makes another `version`. Instants are ISO 8601 UTC in the workspace's clock,
 * money is minor units of `workspace.currency`.
 */
export const DecisionFile = z.object({
  format: z.literal('touchstone.decision'),
  version: z.literal(1),
  exportedAt: Instant,
  workspace: z.object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    timezone: z.string(),
  }),
  /** What the role of whoever exported it may not see; empty where the file is whole. */
  withheld: z.array(Withheld),
  decision: z.object({
    id: z.string(),
    version: z.number().int(),
    customerId: z.string(),
    agentId: z.string(),
    trigger: z.string(),
    triggerKey: z.string(),
    action: z.string().nullable(),
    channel: ChannelId.nullable(),
    outcome: Outcome,
    outcomeReason: z.string().nullable(),
    summary: z.string(),
    heldOut: z.boolean(),
    /** Left alone because the rollout had not come to the customer; older files know of no rollout. */
    outsideCohort: z.boolean().default(false),
    autonomyLevel: z.number().int(),
    decidedAt: Instant,
    sendAt: Instant.nullable(),
    reviewBy: Instant.nullable(),
    isSimulated: z.boolean(),
  }),
  /** What came out of it, as it is stored now: a review may have moved the send time, or changed the words. */
  result: z.object({
    chosen: Candidate.nullable(),
    considered: z.array(Considered),
    verdicts: z.array(Verdict),
    reasons: z.array(Reason),
    /** How the words came to be, where they were written for a test of words; null where they are the library's. */
    writing: Writing.nullable().default(null),
  }),
  /**
   * What went into it: `decide({ snapshot, policy: policy.document, models, now })` answers the same again. Snapshot and
   * document are as they were stored, not as a newer version reads them.
   */
  replay: z
    .object({
      now: Instant,
      snapshot: z.unknown(),
      policy: z.object({ version: z.number().int(), document: z.unknown() }),
      /** Version of each model, by name. */
      models: z.record(z.string(), z.string()),
      /** What the version that `models` names had learnt from outcomes; null where assumptions alone were asked. */
      learnt: z.unknown().default(null),
    })
    .nullable(),
  review: z
    .object({ at: Instant, byId: z.string().nullable(), reason: z.string().nullable(), note: z.string().nullable() })
    .nullable(),
  offer: z
    .object({
      code: z.string(),
      percentOff: z.number(),
      status: z.string(),
      expiresAt: Instant,
      redeemedAt: Instant.nullable(),
      settledCents: Cents.nullable(),
      overrunCents: Cents,
    })
    .nullable(),
  /** Empty where nothing was made to be sent, and where withheld. */
  messages: z.array(
    z.object({
      id: z.string(),
      channel: ChannelId,
      provider: z.string(),
      template: z.string(),
      status: z.string(),
      subject: z.string().nullable(),
      html: z.string().nullable(),
      text: z.string(),
      sendAt: Instant,
      acceptedAt: Instant.nullable(),
      deliveredAt: Instant.nullable(),
      openedAt: Instant.nullable(),
      clickedAt: Instant.nullable(),
      failureReason: z.string().nullable(),
    }),
  ),
  credits: z.array(
    z.object({
      orderId: z.string(),
      orderKey: z.string().nullable(),
      model: z.string(),
      evidence: z.string(),
      creditCents: Cents,
      orderedAt: Instant,
    }),
  ),
  /** Its entries in the audit log, this export being the last; `hash` is the entry's link in the chain. */
  audit: z.array(z.object({ seq: z.string(), at: Instant, actor: z.string(), action: z.string(), hash: z.string() })),
  /** Whether the stored record is the one that was audited. */
  record: RecordState,
  /** What of it is not, where it is not. */
  differs: z.array(RecordPart),
});
export type DecisionFile = z.infer<typeof DecisionFile>;

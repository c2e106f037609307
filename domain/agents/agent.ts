import { z } from 'zod';
import { ChannelId } from '../channels/channel';
import type { Candidate, Reason } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Models } from '../models/models';
import type { Policy } from '../policies/policy';

export type TriggerKind = Snapshot['trigger']['kind'];

/** A road that was looked at; the one taken has no `whyNot`. Kept with the decision. */
export const Considered = z.object({
  agentId: z.string(),
  action: z.string(),
  channel: ChannelId,
  label: z.string(),
  percentOff: z.number().nullable(),
  probability: z.number().nullable(),
  expectedValueCents: z.number().nullable(),
  propensity: z.number().nullable(),
  whyNot: z.string().nullable(),
});
export type Considered = z.infer<typeof Considered>;

/** What an agent would do: nothing (with reasons), or candidates, and the roads it looked at and left. */
export type Proposal = {
  readonly candidates: readonly Candidate[];
  readonly considered: readonly Considered[];
  readonly reasons: readonly Reason[];
};

/**
 * What a touch is about: windows, caps, assumptions and words differ by it. `cart`: what was left in one; `winback`:
 * coming back; `lifecycle`: where the customer stands with the shop; `campaign`: what somebody planned; `other`: none of
 * these, and what holds for all touches holds for it.
 */
export type ActionKind = 'cart' | 'winback' | 'lifecycle' | 'campaign' | 'other';

/** One thing an agent can do; autonomy is earned for each by itself. */
export type AgentAction = {
  /** Unlike that of every other agent's actions. */
  readonly id: string;
  readonly kind: ActionKind;
  readonly name: string;
  /** Templates its words can come from (`MessageContent.templateId`). */
  readonly templates: readonly string[];
  /** Whether its messages may give a new code, and an approved offer can be for it. Not so unless told. */
  readonly givesCodes?: boolean;
};

/** What an agent is called and can do, without how it decides: light enough for a page. */
export type AgentCard = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly actions: readonly AgentAction[];
};

/** Looks at a snapshot and proposes. Pure: no database, no network, no clock but `now`. */
export type Agent = AgentCard & {
  /** What happens that makes it look. A person asks one agent alone, whatever it wakes on. */
  readonly wakesOn: readonly Exclude<TriggerKind, 'on_demand'>[];
  propose(snapshot: Snapshot, policy: Policy, models: Models, now: Date): Proposal;
};

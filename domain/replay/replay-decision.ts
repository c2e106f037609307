import type { Candidate, Reason } from '../decisions/candidate';
import { decide } from '../decisions/decide';
import type { Decided, FirstOutcome } from '../decisions/decided';
import { Snapshot } from '../decisions/snapshot';
import type { Verdict } from '../guardrails/verdict';
import { versionNamed } from '../models/learnt/learnt-models';
import type { Models } from '../models/models';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Policy } from '../policies/policy';
import { type Answer, answerOf } from './answer';
import type { Gap } from './change-kinds';
import { type Compared, type Comparison, compare } from './compare';
import { deviationOf, type OnRecord } from './deviation';
import { firstDifference } from './first-difference';
import { type Footprint, isUntouched, watched } from './footprint';

/** A stored decision with everything it takes to make it again. */
export type Replayable = OnRecord & {
  readonly snapshot: unknown;
  readonly modelVersions: unknown;
  /** Deciding it broke, so nothing was decided. */
  readonly isBroken?: boolean;
  /** This very code wrote the snapshot, or has read it: then it is of the form it reads. */
  readonly isOfThisCode?: boolean;
  /**
   * How it began, where this very code decided it (or has made it again, to the last word) and what is on record is as it
   * was made: then the record says what the policy of then gives, as deciding under it again would.
   */
  readonly firstOutcome?: FirstOutcome | null;
};

/** The policy it was decided under (null where that is gone), and the one to try; null tries that of then. */
export type Question = {
  readonly original: Policy | null;
  readonly tried: Policy | null;
  /** What the workspace learnt from outcomes, by the version's number; assumptions alone need not be named. */
  readonly learnt?: ReadonlyMap<number, Models>;
};

/** What comes of a stored decision under another policy. The answers of both sides are all that is kept of them. */
export type Replayed =
  | { readonly kind: 'gap'; readonly gap: Gap; readonly detail: string }
  | { readonly kind: 'same'; readonly before: Answer; readonly after: Answer; readonly footprint: Footprint | null }
  | {
      readonly kind: 'changed';
      readonly before: Answer;
      readonly after: Answer;
      readonly comparison: Comparison;
      /** What of the policy of then it depends on, where that came to light. */
      readonly footprint: Footprint | null;
    };

/** The same with both decisions whole; a comparison without kinds says that nothing changed. */
export type Remade =
  | { readonly kind: 'gap'; readonly gap: Gap; readonly detail: string }
  | {
      readonly kind: 'remade';
      readonly before: Decided;
      readonly after: Decided;
      readonly comparison: Comparison;
      readonly footprint: Footprint | null;
    };

const NO_CHANGE: Comparison = { kinds: [], rules: [] };

/**
 * Decides a stored decision again: the same snapshot, models and instant, another policy. Where the very same code made
 * the record, the record is what it is compared with; else what the policy of then gives, which is proven first (`remake`).
 * Both come to the same.
 */
export function replayDecision(record: Replayable, question: Question): Replayed {
  const made = remaking(record, question);
  if (made.kind === 'gap') return made;
  const before = question.tried === null ? null : onRecord(record);
  return attempt(() => {
    if (before === null || question.tried === null) return cutDown(against(record, made.question, made.under));
    // Nobody asks what it depends on: that is known.
    const after = made.plainly(question.tried);
    return answered(before, after, compare(before, after), null);
  });
}

/**
 * The same with both sides made again, whole. What it is compared with is proven first: made again under the policy of
 * then it has to come out as it stands on record, else the difference would not be the policy's, and it is a gap that says
 * where. Where the policy tried gives the record itself, nothing else needs deciding.
 */
export function remake(record: Replayable, question: Question): Remade {
  const made = remaking(record, question);
  if (made.kind === 'gap') return made;
  return attempt(() => against(record, made.question, made.under));
}

function attempt<Came>(work: () => Came): Came | ReturnType<typeof gap> {
  try {
    return work();
  } catch (problem) {
    return gap('failed', problem instanceof Error ? problem.message : String(problem));
  }
}

type Under = (policy: Policy) => { decided: Decided; footprint: Footprint };
type Known = { readonly original: Policy; readonly tried: Policy | null };
type Remaking = {
  readonly kind: 'remaking';
  readonly question: Known;
  /** Decides under a policy, and says what of it that depended on. */
  readonly under: Under;
  readonly plainly: (policy: Policy) => Decided;
};

/** What it takes to decide it again, or why that cannot be. */
function remaking(record: Replayable, { original, tried, learnt }: Question): Remaking | ReturnType<typeof gap> {
  if (record.isBroken) return gap('broken', '');
  const read = snapshotOf(record);
  if (!read.success) return gap('snapshot', read.error.issues[0]?.path.join('.') ?? '');
  const models = learnt?.get(versionNamed(record.modelVersions) ?? 0) ?? ORDER_PRIORS;
  if (firstDifference(models.versions, record.modelVersions) !== null)
    return gap('model', JSON.stringify(record.modelVersions));
  if (!original) return gap('policy', '');
  const snapshot = read.data;
  const plainly = (policy: Policy) => decide({ snapshot, policy, models, now: new Date(snapshot.takenAt) });
  const under: Under = (policy) => {
    const watch = watched(policy);
    watch.begin();
    const decided = plainly(watch.policy);
    return { decided, footprint: watch.footprintOf(decided) };
  };
  return { kind: 'remaking', question: { original, tried }, under, plainly };
}

/** Parsing costs more than deciding: what this code wrote itself is taken as it stands. */
function snapshotOf({ snapshot, isOfThisCode }: Replayable): ReturnType<typeof Snapshot.safeParse> {
  return isOfThisCode ? { success: true, data: snapshot as Snapshot } : Snapshot.safeParse(snapshot);
}

/** What a record of this very code says of the decision; null where it has to be made again to be known. */
function onRecord(record: Replayable): Compared | null {
  const { firstOutcome, isReviewed, agentId, heldOut } = record;
  if (!firstOutcome || isReviewed) return null;
  const chosen = record.chosen as Candidate | null;
  const speaks = firstOutcome === 'in_review' || firstOutcome === 'scheduled';
  return {
    outcome: firstOutcome,
    agentId,
    chosen,
    verdicts: record.verdicts as readonly Verdict[],
    reasons: record.reasons as readonly Reason[],
    heldOut,
    sendAt: speaks && chosen ? chosen.sendAt : null,
  };
}

function against(record: Replayable, { original, tried }: Known, under: Under): Remade {
  const { decided: after, footprint } = under(tried ?? original);
  const deviation = deviationOf(record, after);
  // A person's verdict may have moved the choice on record: then only deciding it again tells what it was at first.
  if (deviation === null && (tried === null || !record.isReviewed)) {
    const isOfThen = tried === null || isUntouched(footprint, original, tried);
    return {
      kind: 'remade',
      before: after,
      after,
      comparison: NO_CHANGE,
      footprint: isOfThen ? footprint : null,
    };
  }
  if (tried === null) return gap('differs', deviation ?? '');
  const { decided: before, footprint: ofThen } = under(original);
  const drift = deviationOf(record, before);
  if (drift !== null) return gap('differs', drift);
  return { kind: 'remade', before, after, comparison: compare(before, after), footprint: ofThen };
}

function cutDown(made: Remade): Replayed {
  return made.kind === 'gap' ? made : answered(made.before, made.after, made.comparison, made.footprint);
}

function answered(
  decidedBefore: Compared,
  decidedAfter: Compared,
  comparison: Comparison,
  footprint: Footprint | null,
): Replayed {
  const [before, after] = [answerOf(decidedBefore), answerOf(decidedAfter)];
  if (comparison.kinds.length === 0) return { kind: 'same', before, after, footprint };
  return { kind: 'changed', before, after, comparison, footprint };
}

function gap(kind: Gap, detail: string): { readonly kind: 'gap'; readonly gap: Gap; readonly detail: string } {
  return { kind: 'gap', gap: kind, detail };
}

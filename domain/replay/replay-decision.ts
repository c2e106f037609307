import { decide } from '../decisions/decide';
import type { Decided } from '../decisions/decided';
import { Snapshot } from '../decisions/snapshot';
import { versionNamed } from '../models/learnt/learnt-models';
import type { Models } from '../models/models';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Policy } from '../policies/policy';
import type { Gap } from './change-kinds';
import { type Comparison, compare } from './compare';
import { deviationOf, type OnRecord } from './deviation';
import { firstDifference } from './first-difference';
import { type Footprint, isUntouched, watched } from './footprint';

/** A stored decision with everything it takes to make it again. */
export type Replayable = OnRecord & {
  readonly snapshot: unknown;
  readonly modelVersions: unknown;
  /** This very code wrote the snapshot, or has read it: then it is of the form it reads. */
  readonly isOfThisCode?: boolean;
};

/** The policy it was decided under (null where that is gone), and the one to try; null tries that of then. */
export type Question = {
  readonly original: Policy | null;
  readonly tried: Policy | null;
  /** What the workspace learnt from outcomes, by the version's number; assumptions alone need not be named. */
  readonly learnt?: ReadonlyMap<number, Models>;
};

export type Replayed =
  | { readonly kind: 'gap'; readonly gap: Gap; readonly detail: string }
  | { readonly kind: 'same'; readonly before: Decided; readonly after: Decided; readonly footprint: Footprint | null }
  | {
      readonly kind: 'changed';
      readonly before: Decided;
      readonly after: Decided;
      readonly comparison: Comparison;
      /** What of the policy of then it depends on, where that came to light. */
      readonly footprint: Footprint | null;
    };

/**
 * Decides a stored decision again: the same snapshot, models and instant, another policy. What it is compared with is
 * proven first: made again under the policy of then it has to come out as it stands on record, else the difference would
 * not be the policy's, and it is a gap that says where. Where the policy tried gives the record itself, nothing else
 * needs deciding.
 */
export function replayDecision(record: Replayable, { original, tried, learnt }: Question): Replayed {
  const read = snapshotOf(record);
  if (!read.success) return gap('snapshot', read.error.issues[0]?.path.join('.') ?? '');
  const models = learnt?.get(versionNamed(record.modelVersions) ?? 0) ?? ORDER_PRIORS;
  if (firstDifference(models.versions, record.modelVersions) !== null)
    return gap('model', JSON.stringify(record.modelVersions));
  if (!original) return gap('policy', '');
  const snapshot = read.data;
  const under: Under = (policy) => {
    const watch = watched(policy);
    watch.begin();
    const decided = decide({ snapshot, policy: watch.policy, models, now: new Date(snapshot.takenAt) });
    return { decided, footprint: watch.footprintOf(decided) };
  };
  try {
    return against(record, { original, tried }, under);
  } catch (problem) {
    return gap('failed', problem instanceof Error ? problem.message : String(problem));
  }
}

/** Parsing costs more than deciding: what this code wrote itself is taken as it stands. */
function snapshotOf({ snapshot, isOfThisCode }: Replayable): ReturnType<typeof Snapshot.safeParse> {
  return isOfThisCode ? { success: true, data: snapshot as Snapshot } : Snapshot.safeParse(snapshot);
}

type Under = (policy: Policy) => { decided: Decided; footprint: Footprint };

function against(
  record: Replayable,
  { original, tried }: { original: Policy; tried: Policy | null },
  under: Under,
): Replayed {
  const { decided: after, footprint } = under(tried ?? original);
  const deviation = deviationOf(record, after);
  // A person's verdict may have moved the choice on record: then only deciding it again tells what it was at first.
  if (deviation === null && (tried === null || !record.isReviewed)) {
    const isOfThen = tried === null || isUntouched(footprint, original, tried);
    return { kind: 'same', before: after, after, footprint: isOfThen ? footprint : null };
  }
  if (tried === null) return gap('differs', deviation ?? '');
  const { decided: before, footprint: ofThen } = under(original);
  const drift = deviationOf(record, before);
  if (drift !== null) return gap('differs', drift);
  const comparison = compare(before, after);
  if (comparison.kinds.length === 0) return { kind: 'same', before, after, footprint: ofThen };
  return { kind: 'changed', before, after, comparison, footprint: ofThen };
}

function gap(kind: Gap, detail: string): Replayed {
  return { kind: 'gap', gap: kind, detail };
}

import { decide } from '../decisions/decide';
import type { Decided } from '../decisions/decided';
import { Snapshot } from '../decisions/snapshot';
import type { Models } from '../models/models';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Policy } from '../policies/policy';
import type { Gap } from './change-kinds';
import { type Comparison, compare } from './compare';
import { deviationOf, type OnRecord } from './deviation';
import { firstDifference } from './first-difference';

/** A stored decision with everything it takes to make it again. */
export type Replayable = OnRecord & { readonly snapshot: unknown; readonly modelVersions: unknown };

/** The policy it was decided under (null where that is gone), and the one to try; null tries that of then. */
export type Question = { readonly original: Policy | null; readonly tried: Policy | null };

export type Replayed =
  | { readonly kind: 'gap'; readonly gap: Gap; readonly detail: string }
  | { readonly kind: 'same'; readonly before: Decided; readonly after: Decided }
  | { readonly kind: 'changed'; readonly before: Decided; readonly after: Decided; readonly comparison: Comparison };

/** Models that this version of the product can still ask. */
const KNOWN_MODELS: readonly Models[] = [ORDER_PRIORS];

/**
 * Decides a stored decision again: the same snapshot, models and instant, another policy. What it is compared with is
 * proven first: made again under the policy of then it has to come out as it stands on record, else the difference would
 * not be the policy's, and it is a gap that says where. Where the policy tried gives the record itself, nothing else
 * needs deciding.
 */
export function replayDecision(record: Replayable, { original, tried }: Question): Replayed {
  const parsed = Snapshot.safeParse(record.snapshot);
  if (!parsed.success) return gap('snapshot', parsed.error.issues[0]?.path.join('.') ?? '');
  const models = KNOWN_MODELS.find(({ versions }) => firstDifference(versions, record.modelVersions) === null);
  if (!models) return gap('model', JSON.stringify(record.modelVersions));
  if (!original) return gap('policy', '');
  const snapshot = parsed.data;
  const under = (policy: Policy) => decide({ snapshot, policy, models, now: new Date(snapshot.takenAt) });
  try {
    return against(record, { original, tried }, under);
  } catch (problem) {
    return gap('failed', problem instanceof Error ? problem.message : String(problem));
  }
}

function against(
  record: Replayable,
  { original, tried }: { original: Policy; tried: Policy | null },
  under: (policy: Policy) => Decided,
): Replayed {
  const after = under(tried ?? original);
  const deviation = deviationOf(record, after);
  // A person's verdict may have moved the choice on record: then only deciding it again tells what it was at first.
  if (deviation === null && (tried === null || !record.isReviewed)) return { kind: 'same', before: after, after };
  if (tried === null) return gap('differs', deviation ?? '');
  const before = under(original);
  const drift = deviationOf(record, before);
  if (drift !== null) return gap('differs', drift);
  const comparison = compare(before, after);
  if (comparison.kinds.length === 0) return { kind: 'same', before, after };
  return { kind: 'changed', before, after, comparison };
}

function gap(kind: Gap, detail: string): Replayed {
  return { kind: 'gap', gap: kind, detail };
}

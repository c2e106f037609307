import { z } from 'zod';
import { type Compared, contributions } from '../measurement/contribution';

/** What a change is looked at by, in the order it is told. `template`: the message or variant. */
export const CONTRIBUTOR_KINDS = ['channel', 'provider', 'campaign', 'agent', 'template'] as const;
export type ContributorKind = (typeof CONTRIBUTOR_KINDS)[number];

/** A part that a change mostly came from; `share` 0..1 of the change, 1 where others went the other way. */
export const Contributor = z.object({
  kind: z.enum(CONTRIBUTOR_KINDS),
  key: z.string(),
  name: z.string(),
  share: z.number(),
});
export type Contributor = z.infer<typeof Contributor>;

/** The parts of a figure by one kind: what they counted now, and in an average window of before. */
export type Split = {
  readonly kind: ContributorKind;
  readonly parts: readonly (Compared & { readonly key: string; readonly name: string })[];
};

/** A part with less of a change than this explains nothing. */
const LEAST_SHARE = 0.4;

/**
 * Of each kind the part that most of a change came from, where one stands out. A kind with a single part says nothing:
 * everything comes from it, always.
 */
export function mainContributors(splits: readonly Split[], kind: 'sum' | 'fraction'): Contributor[] {
  return splits.flatMap((split): Contributor[] => {
    const changes = split.parts.length > 1 ? contributions(split.parts, kind) : null;
    const change = changes?.reduce((sum, each) => sum + each, 0) ?? 0;
    if (!changes || change === 0) return [];
    const shares = changes.map((each) => each / change);
    const most = shares.indexOf(Math.max(...shares));
    const [part, share = 0] = [split.parts[most], shares[most]];
    if (!part || share < LEAST_SHARE) return [];
    return [{ kind: split.kind, key: part.key, name: part.name, share: Math.min(1, share) }];
  });
}

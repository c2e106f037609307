import { Notice } from '@/components/ui/notice';
import type { CopyStanding } from '@/server/services/copy';

/** Who writes the variants of a test asked for now, what a model took today, and why none is asked where it is so. */
export function WhoWrites({ writer: { model, isPriced, spent, cap } }: { writer: CopyStanding }) {
  if (model === null) {
    return (
      <p className="text-table text-fg-muted">
        Variants are written by the template writer: no language model is set up.
      </p>
    );
  }
  if (cap) {
    return (
      <Notice tone="warn" title="The template writer writes for now">
        {model} took {spent}. It is asked again when that falls below the limit, which is a threshold of the policy,
        under Copy.
      </Notice>
    );
  }
  return (
    <p className="text-table text-fg-muted">
      Variants are written by {model}: it took {spent}.{' '}
      {isPriced ? null : 'Its cost is not known, because no price is set: tokens are counted instead.'}
    </p>
  );
}

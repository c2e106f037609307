import { isHeldOut } from '@/domain/decisions/holdout';
import type { Incremental } from '@/domain/measurement/incremental';
import { drawsOfHoldout, type HoldoutDraw } from '@/domain/measurement/zero-test';
import type { Cents } from '@/domain/shared/money';
import { authorise, type ServiceContext } from '../../context';
import { kpis, loadCompared, type RangeInput, resolveRange, type Span, spanOf } from '../measurement';
import { activePolicy } from '../policies';
import { compareAttribution } from './compare-attribution';

/** What touches are credited with, and what they caused, of the same days; money in minor units. */
export type CreditAndCause = {
  readonly touches: number;
  /** Revenue that came after a touch, within its window: what each model of attribution shares. */
  readonly modelCents: Cents;
  /** Revenue with evidence that a message brought it: a code, a signed link, UTM parameters. */
  readonly evidenceCents: Cents;
  readonly incremental: Incremental;
  /**
   * Where nobody has opened, clicked or been shown anything, the touches caused nothing: what the holdout would have
   * measured in other draws of it. Null where somebody has: then no other draw was lived.
   */
  readonly draws: readonly HoldoutDraw[] | null;
};

/** Other draws of the holdout. */
export const ZERO_DRAWS = 20;

/** Credit and cause of a range of days, side by side. Right: measurement.read. */
export async function creditAndCause(ctx: ServiceContext, input: RangeInput): Promise<CreditAndCause> {
  authorise(ctx, 'measurement.read');
  const span = await spanOf(ctx, resolveRange(ctx, input));
  const [compared, { kpis: figures, incremental }, isUnread] = await Promise.all([
    compareAttribution(ctx, { ...input, by: 'channel' }),
    kpis(ctx, input),
    nobodyRead(ctx, span),
  ]);
  const rpmt = figures.find(({ id }) => id === 'rpmt');
  const touches = rpmt?.denominator ?? 0;
  return {
    touches,
    modelCents: compared.revenueCents,
    evidenceCents: rpmt?.numerator ?? 0,
    incremental,
    draws: isUnread && touches > 0 ? await otherDraws(ctx, span, touches) : null,
  };
}

/** Whether no message of a span has been opened or clicked by anybody, or shown on a page. */
async function nobodyRead({ db, workspaceId }: ServiceContext, { from, to }: Span): Promise<boolean> {
  const read = await db.message.findFirst({
    where: {
      workspaceId,
      deliveredAt: { gte: from, lt: to },
      OR: [{ openedAt: { not: null } }, { clickedAt: { not: null } }, { channel: 'web' }],
    },
    select: { id: true },
  });
  return read === null;
}

async function otherDraws(ctx: ServiceContext, span: Span, touches: number): Promise<HoldoutDraw[]> {
  const { document: policy } = await activePolicy(ctx);
  const compared = await loadCompared(ctx, span);
  // By the shop's own ids: the same log comes to the same draws whenever and wherever it is lived.
  const customers = compared.map(({ externalId, customerId, since, cents }) => ({
    key: externalId ?? customerId,
    since,
    cents,
  }));
  return drawsOfHoldout(customers, touches, {
    draws: ZERO_DRAWS,
    share: policy.holdout.share,
    isHeldOut: (draw, { key, since }) => isHeldOut(`zero test ${draw + 1}`, key, since, policy),
  });
}

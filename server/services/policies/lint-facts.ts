import type { LintFacts } from '@/domain/policies/lint';
import { Brand } from '@/domain/workspaces/brand';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** What a policy of this workspace is judged by beside itself: the brand, and approved offers with budget left. */
export async function loadLintFacts(ctx: ServiceContext, tx: Db = ctx.db): Promise<LintFacts> {
  const { workspaceId, now } = ctx;
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { brand: true } });
  const offers = await tx.offerPolicy.findMany({
    where: { workspaceId, approvedAt: { not: null }, revokedAt: null, startsAt: { lte: now }, endsAt: { gt: now } },
  });
  const brand = Brand.safeParse(workspace.brand);
  return {
    currency: ctx.workspace.currency,
    brand: brand.success ? brand.data : null,
    offers: offers.filter((offer) => offer.reservedCents + offer.settledCents < offer.budgetCents),
  };
}

import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { isFirstPolicy } from '../policies';

/** Why the currency cannot be another one any more, for people; null while it can. */
export async function whyCurrencyStands(tx: Db, ctx: ServiceContext): Promise<string | null> {
  const where = { workspaceId: ctx.workspaceId };
  const select = { workspaceId: true };
  const counted = [
    tx.event.findFirst({ where, select }),
    tx.customer.findFirst({ where, select }),
    tx.product.findFirst({ where, select }),
    tx.order.findFirst({ where, select }),
    tx.decision.findFirst({ where, select }),
    tx.pastExperiment.findFirst({ where, select }),
  ];
  if ((await Promise.all(counted)).some((row) => row !== null)) {
    return 'Amounts have come in and been counted in this currency. In another one each would mean something else than it did.';
  }
  const written = [
    tx.policyDraft.findFirst({ where, select }),
    tx.offerPolicy.findFirst({ where, select }),
    tx.offer.findFirst({ where, select }),
    tx.campaign.findFirst({ where, select }),
    tx.segment.findFirst({ where, select }),
    tx.noticeSettings.findFirst({ where, select }),
  ];
  const isWritten = (await Promise.all(written)).some((row) => row !== null);
  return isWritten || !(await isFirstPolicy(tx, ctx))
    ? 'Amounts have been written in this currency: in the policy, in offers, campaigns or segments, or in who is told of what.'
    : null;
}

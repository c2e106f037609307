import { type CopyCap, SPENDING_WINDOW_MS, spendingWords } from '@/domain/copy/spending';
import { composeCopyCap } from '@/domain/notices/compose-copy-cap';
import type { Policy } from '@/domain/policies/policy';
import { after } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { publicOrigin } from '../../public-origin';
import { tellHolders } from '../notices';
import { copySpending } from './spending';

const KIND = 'copy_cap';

/**
 * Tells those who may change the policy that a limit is reached, in the caller's transaction, once in 24 hours. A limit of
 * 0 is somebody's will, and no news.
 */
export async function tellOfCap(tx: Db, ctx: ServiceContext, policy: Policy, cap: CopyCap): Promise<void> {
  const { dailyCostCents, dailyTokens } = policy.copy;
  if (cap === null || (cap === 'cost' ? dailyCostCents : dailyTokens) === 0) return;
  const { workspaceId, workspace, now } = ctx;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notices:${workspaceId}:${KIND}`}, 0))`;
  const since = after(now, -SPENDING_WINDOW_MS);
  if ((await tx.noticeOutbox.count({ where: { workspaceId, kind: KIND, createdAt: { gt: since } } })) > 0) return;
  const spent = spendingWords(await copySpending(tx, ctx), policy);
  const policyUrl = `${publicOrigin()}/${workspace.slug}/policies`;
  await tellHolders(tx, ctx, 'policies.activate', {
    kind: KIND,
    ...composeCopyCap({ company: workspace.name, spent, policyUrl }),
  });
}

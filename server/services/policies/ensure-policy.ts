import { defaultPolicyIn } from '@/domain/policies/default-policy';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { Policy } from '@/domain/policies/policy';
import { appendAudit } from '../../audit';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';

/** What a workspace begins with, and why. */
export type FirstPolicy = { document: Policy; reason: string };

/** The product's defaults in a workspace of this currency. */
export function firstPolicyIn(currency: string): FirstPolicy {
  return { document: defaultPolicyIn(currency), reason: 'The defaults of the product.' };
}

/**
 * Gives a workspace its first policy where it has none; answers the one in force. Called when a workspace is created;
 * harmless to call again.
 */
export async function ensurePolicy(
  tx: Db,
  ctx: Pick<ServiceContext, 'workspaceId' | 'actor' | 'now'>,
  { document, reason }: FirstPolicy,
): Promise<PolicyInForce> {
  const { count } = await tx.policyVersion.createMany({
    data: [
      {
        workspaceId: ctx.workspaceId,
        version: 1,
        document,
        status: 'active',
        reason,
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        activatedAt: ctx.now,
        activatedBy: actorRef(ctx.actor),
      },
    ],
    skipDuplicates: true,
  });
  if (count > 0) {
    await appendAudit(tx, ctx, {
      action: 'policy.activated',
      subject: 'policy:1',
      payload: { version: 1, reason },
    });
  }
  const row = await tx.policyVersion.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, status: 'active' },
    orderBy: { version: 'desc' },
  });
  return { version: row.version, document: Policy.parse(row.document) };
}

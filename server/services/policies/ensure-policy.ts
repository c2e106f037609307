import { defaultPolicyIn } from '@/domain/policies/default-policy';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { Policy } from '@/domain/policies/policy';
import { appendAudit } from '../../audit';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { versionHash } from './audited-version';

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
  const said = { document, reason, activatedBy: actorRef(ctx.actor) };
  const { count } = await tx.policyVersion.createMany({
    data: [
      {
        ...said,
        workspaceId: ctx.workspaceId,
        version: 1,
        status: 'active',
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        activatedAt: ctx.now,
      },
    ],
    skipDuplicates: true,
  });
  if (count > 0) {
    await appendAudit(tx, ctx, {
      action: 'policy.activated',
      subject: 'policy:1',
      payload: { version: 1, reason, record: versionHash(said) },
    });
  }
  const row = await tx.policyVersion.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, status: 'active' },
    orderBy: { version: 'desc' },
  });
  return { version: row.version, document: Policy.parse(row.document) };
}

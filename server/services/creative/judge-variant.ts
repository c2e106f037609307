import { z } from 'zod';
import { inputWords } from '@/domain/shared/input-words';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { ExperimentVariant } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { beginTest } from './begin-test';

export const JudgeVariantInput = z
  .object({
    variantId: z.uuid(),
    /** The version that was on screen. */
    version: z.number().int().min(1).max(2_147_483_647),
    verdict: z.enum(['approve', 'reject']),
    reason: z.string().trim().max(500).optional(),
  })
  .refine(({ verdict, reason }) => verdict === 'approve' || Boolean(reason), {
    message: 'Say why: the next words are written with it in mind.',
    path: ['reason'],
  });

/** What became of the test by this verdict. */
export type JudgedVariant = { status: 'proposed' | 'planned' | 'running' | 'rejected' };

/**
 * A person's verdict on one variant of a proposed test. When the last one is judged the test begins with the approved
 * ones, shared with the control as the test was proposed and from the date it was planned for, or is rejected where none was. Whoever asked for the test does not judge it.
 * Throws not_found, forbidden, invalid, conflict.
 */
export async function judgeVariant(
  ctx: ServiceContext,
  input: z.input<typeof JudgeVariantInput>,
): Promise<JudgedVariant> {
  authorise(ctx, 'creative.judge');
  const parsed = JudgeVariantInput.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError('invalid', issue ? inputWords(issue) : 'This verdict cannot be read.', {
      field: issue?.path.join('.'),
    });
  }
  const { variantId, version, verdict, reason } = parsed.data;
  return inTransaction(ctx, async (tx) => {
    const variants = await lockTest(tx, ctx, variantId);
    const variant = variants.find(({ id }) => id === variantId);
    if (!variant) throw new ServiceError('not_found', 'There is no such variant.');
    await refuseOwn(tx, ctx, variant.experimentId);
    if (variant.status !== 'proposed' || variant.version !== version) {
      throw new ServiceError('conflict', 'Somebody judged this variant already. Load the page again.');
    }
    const status = verdict === 'approve' ? 'approved' : 'rejected';
    await tx.experimentVariant.updateMany({
      where: { workspaceId: ctx.workspaceId, id: variantId },
      data: {
        status,
        version: { increment: 1 },
        reviewedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        reviewedAt: ctx.now,
        reviewReason: reason ?? null,
      },
    });
    const judged = variants.map((each) => (each.id === variantId ? { ...each, status } : each));
    const outcome = await settle(tx, ctx, variant.experimentId, judged);
    await appendAudit(tx, ctx, {
      action: verdict === 'approve' ? 'creative.variant_approved' : 'creative.variant_rejected',
      subject: `experiment:${variant.experimentId}`,
      payload: { variantId, style: variant.style, writtenBy: variant.writtenBy, reason: reason ?? null, test: outcome },
    });
    return { status: outcome };
  });
}

/** All arms of the variant's test, which stays locked until commit: two last verdicts start one test. */
async function lockTest(tx: Db, ctx: ServiceContext, variantId: string): Promise<ExperimentVariant[]> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`
    SELECT e.id FROM experiment e JOIN experiment_variant v ON v.workspace_id = e.workspace_id AND v.experiment_id = e.id
    WHERE v.workspace_id = ${workspaceId}::uuid AND v.id = ${variantId}::uuid FOR UPDATE OF e`;
  const variant = await tx.experimentVariant.findUnique({ where: { workspaceId_id: { workspaceId, id: variantId } } });
  if (!variant) throw new ServiceError('not_found', 'There is no such variant.');
  return tx.experimentVariant.findMany({
    where: { workspaceId, experimentId: variant.experimentId },
    orderBy: { position: 'asc' },
  });
}

async function refuseOwn(tx: Db, ctx: ServiceContext, experimentId: string): Promise<void> {
  const proposal = await tx.creativeDecision.findFirst({
    where: { workspaceId: ctx.workspaceId, experimentId, kind: 'test_proposed' },
    select: { requestedBy: true },
  });
  if (ctx.actor.kind === 'user' && proposal?.requestedBy === actorRef(ctx.actor)) {
    throw new ServiceError('forbidden', 'You asked for this test, so somebody else judges its variants.');
  }
}

async function settle(
  tx: Db,
  ctx: ServiceContext,
  experimentId: string,
  variants: readonly { id: string; position: number; status: string }[],
): Promise<JudgedVariant['status']> {
  if (variants.some(({ status }) => status === 'proposed')) return 'proposed';
  const approved = variants.filter(({ status }) => status === 'approved');
  const isApproved = approved.length > 1;
  const where = { workspaceId: ctx.workspaceId };
  const status = isApproved ? await begun(tx, ctx, experimentId) : 'rejected';
  if (!isApproved) {
    await tx.experiment.updateMany({ where: { ...where, id: experimentId }, data: { status, endedAt: ctx.now } });
  }
  await tx.creativeDecision.updateMany({
    where: { ...where, experimentId, kind: 'test_proposed' },
    data: { outcome: isApproved ? 'approved' : 'rejected', reviewedAt: ctx.now },
  });
  return status;
}

/** Begins the test, or plans it where its date is still to come. */
async function begun(tx: Db, ctx: ServiceContext, experimentId: string): Promise<'running' | 'planned'> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: experimentId } };
  const { startsAt } = await tx.experiment.findUniqueOrThrow({ where, select: { startsAt: true } });
  if (startsAt && startsAt > ctx.now) {
    await tx.experiment.update({ where, data: { status: 'planned' } });
    return 'planned';
  }
  await beginTest(tx, ctx, experimentId);
  return 'running';
}

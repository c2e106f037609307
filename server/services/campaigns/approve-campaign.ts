import { z } from 'zod';
import { Approvals, approvalsWithout, openSections, SectionAuthors, whyNotApprove } from '@/domain/campaigns/approval';
import { CampaignSectionId } from '@/domain/campaigns/campaign';
import { CAMPAIGN_SECTIONS, type CampaignSection, STATUS_NAMES } from '@/domain/campaigns/campaign-ids';
import type { Policy } from '@/domain/policies/policy';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Campaign } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { claimCampaign, documentOf, personId, statusOf } from './claim-campaign';

export const ApproveCampaignInput = z.object({
  campaignId: z.uuid(),
  /** The revision that was on screen: nobody approves what they have not seen. */
  revision: z.number().int().min(1),
  /** All that are open unless told. */
  sections: z.array(CampaignSectionId).min(1).optional(),
});

export const RetractApprovalInput = z.object({
  campaignId: z.uuid(),
  revision: z.number().int().min(1),
  reason: z.string().trim().min(1, 'Say why.').max(300),
});

/**
 * Approves sections of a submitted campaign as they are; with the last one the campaign is approved and can be launched.
 * Throws forbidden, also to whoever made it or wrote a section last; not_found; conflict when it was changed meanwhile or
 * does not wait for approval.
 */
export async function approveCampaign(
  ctx: ServiceContext,
  input: z.input<typeof ApproveCampaignInput>,
): Promise<{ status: 'submitted' | 'approved' }> {
  authorise(ctx, 'campaigns.approve');
  const { campaignId, revision, sections } = ApproveCampaignInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const row = await claimCampaign(tx, ctx, { campaignId, revision });
    const status = statusOf(row);
    if (status !== 'submitted') {
      throw new ServiceError(
        'conflict',
        `Only what waits for approval can be approved: this one is “${STATUS_NAMES[status]}”.`,
      );
    }
    const before = Approvals.parse(row.approvals);
    const approved = openSections(before).filter((section) => !sections || sections.includes(section));
    if (approved.length === 0) return { status };
    const userId = personId(ctx);
    const refused = whyNotOf(ctx, row, approved, (await activePolicy(ctx, tx)).document);
    if (refused) throw new ServiceError('forbidden', refused);
    const stamp = { by: userId ?? actorRef(ctx.actor), at: ctx.now.toISOString(), revision };
    const approvals = { ...before, ...Object.fromEntries(approved.map((section) => [section, stamp])) };
    const isWhole = openSections(approvals).length === 0;
    const next = isWhole ? 'approved' : 'submitted';
    await tx.campaign.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
      data: { approvals, status: next, updatedAt: ctx.now },
    });
    await appendAudit(tx, ctx, {
      action: 'campaign.approved',
      subject: `campaign:${campaignId}`,
      payload: { name: row.name, revision, sections: approved, whole: isWhole },
    });
    return { status: next };
  });
}

/** Why whoever acts may not approve these sections; null where they may, or are no person. */
export function whyNotOf(
  { actor }: Pick<ServiceContext, 'actor'>,
  row: Campaign,
  sections: readonly CampaignSection[],
  policy: Policy,
): string | null {
  if (actor.kind !== 'user') return null;
  const sectionAuthors = SectionAuthors.parse(row.sectionAuthors);
  const campaign = { authorId: row.authorId, sectionAuthors, document: documentOf(row) };
  return whyNotApprove({ id: actor.userId, role: actor.role }, campaign, sections, policy);
}

/**
 * Takes back one's approvals of a campaign that does not run yet; it waits for approval again. Throws forbidden, not_found,
 * and conflict when there is none of one's own, or it is launched.
 */
export async function retractApproval(ctx: ServiceContext, input: z.input<typeof RetractApprovalInput>): Promise<void> {
  authorise(ctx, 'campaigns.approve');
  const { campaignId, revision, reason } = RetractApprovalInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const row = await claimCampaign(tx, ctx, { campaignId, revision });
    const status = statusOf(row);
    if (status !== 'submitted' && status !== 'approved') {
      throw new ServiceError(
        'conflict',
        `An approval is taken back before the launch: this one is “${STATUS_NAMES[status]}”. Pause it instead.`,
      );
    }
    const approvals = Approvals.parse(row.approvals);
    const userId = personId(ctx);
    const own = CAMPAIGN_SECTIONS.filter((section) => approvals[section] && approvals[section].by === userId);
    if (own.length === 0) throw new ServiceError('conflict', 'You have approved nothing of this campaign.');
    await tx.campaign.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
      data: {
        approvals: approvalsWithout(approvals, own),
        status: 'submitted',
        statusReason: reason,
        updatedAt: ctx.now,
      },
    });
    await appendAudit(tx, ctx, {
      action: 'campaign.approval_withdrawn',
      subject: `campaign:${campaignId}`,
      payload: { name: row.name, sections: own, reason },
    });
  });
}

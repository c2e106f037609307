import { z } from 'zod';
import { AudienceRule } from '@/domain/campaigns/campaign';
import {
  ApproveCampaignInput,
  approveCampaign,
  CreateCampaignInput,
  countAudience,
  countCampaignsToApprove,
  createCampaign,
  dryRun,
  getCampaign,
  listCampaigns,
  listSpokenUses,
  MoveCampaignInput,
  moveCampaign,
  PauseCampaignsInput,
  PreviewCampaignInput,
  pauseCampaigns,
  previewCampaign,
  RetractApprovalInput,
  retractApproval,
  SaveCampaignInput,
  saveCampaign,
} from '../../services/campaigns';
import { router, workspaceProcedure } from '../init';

const CampaignInput = z.object({ campaignId: z.uuid() });

export const campaignsRouter = router({
  list: workspaceProcedure('campaigns.read').query(({ ctx }) => listCampaigns(ctx.service)),
  toApprove: workspaceProcedure('campaigns.read').query(({ ctx }) => countCampaignsToApprove(ctx.service)),
  get: workspaceProcedure('campaigns.read')
    .input(CampaignInput)
    .query(({ ctx, input }) => getCampaign(ctx.service, input)),
  countAudience: workspaceProcedure('campaigns.read')
    .input(z.object({ audience: AudienceRule }))
    .query(({ ctx, input }) => countAudience(ctx.service, input)),
  spokenUses: workspaceProcedure('campaigns.read').query(({ ctx }) => listSpokenUses(ctx.service)),
  // For those who write or approve: the service asks, as of the moves below.
  preview: workspaceProcedure('campaigns.pause')
    .input(PreviewCampaignInput)
    .query(({ ctx, input }) => previewCampaign(ctx.service, input)),
  dryRun: workspaceProcedure('campaigns.read')
    .input(CampaignInput)
    .query(({ ctx, input }) => dryRun(ctx.service, input)),
  create: workspaceProcedure('campaigns.edit')
    .input(CreateCampaignInput)
    .mutation(({ ctx, input }) => createCampaign(ctx.service, input)),
  save: workspaceProcedure('campaigns.edit')
    .input(SaveCampaignInput)
    .mutation(({ ctx, input }) => saveCampaign(ctx.service, input)),
  approve: workspaceProcedure('campaigns.approve')
    .input(ApproveCampaignInput)
    .mutation(({ ctx, input }) => approveCampaign(ctx.service, input)),
  retractApproval: workspaceProcedure('campaigns.approve')
    .input(RetractApprovalInput)
    .mutation(({ ctx, input }) => retractApproval(ctx.service, input)),
  // Which right a move needs, the service asks: pausing is for more people than launching.
  move: workspaceProcedure('campaigns.pause')
    .input(MoveCampaignInput)
    .mutation(({ ctx, input }) => moveCampaign(ctx.service, input)),
  pause: workspaceProcedure('campaigns.pause')
    .input(PauseCampaignsInput)
    .mutation(({ ctx, input }) => pauseCampaigns(ctx.service, input)),
});

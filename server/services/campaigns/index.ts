export { ApproveCampaignInput, approveCampaign, RetractApprovalInput, retractApproval } from './approve-campaign';
export { countAudience } from './count-audience';
export { CreateCampaignInput, createCampaign, SaveCampaignInput, saveCampaign } from './edit-campaign';
export { MoveCampaignInput, moveCampaign, PauseCampaignsInput, pauseCampaigns } from './move-campaign';
export { countCampaignsToApprove, getCampaign, listCampaigns } from './read-campaigns';
export { listSpokenUses } from './spoken-uses';
export { decideCampaigns } from './sweep-campaigns';
export { proposeTestsOfLaunched } from './test-launched';
export {
  type CampaignPreview,
  type DryRun,
  dryRun,
  PreviewCampaignInput,
  previewCampaign,
} from './try-campaign';
export type * from './types';

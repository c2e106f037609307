/** Words and lists of campaigns apart from their schema, so that a page which only names them stays small. */

/** Where a campaign stands; who may move it where is in status.ts. */
export const CAMPAIGN_STATUSES = ['draft', 'submitted', 'approved', 'running', 'paused', 'ended', 'archived'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

export const STATUS_NAMES: Record<CampaignStatus, string> = {
  draft: 'Draft',
  submitted: 'Waits for approval',
  approved: 'Approved',
  running: 'Running',
  paused: 'Paused',
  ended: 'Ended',
  archived: 'Archived',
};

/** Parts of a campaign that are approved each by itself. */
export const CAMPAIGN_SECTIONS = ['audience', 'messages', 'schedule', 'budget'] as const;
export type CampaignSection = (typeof CAMPAIGN_SECTIONS)[number];

export const SECTION_NAMES: Record<CampaignSection, string> = {
  audience: 'Audience',
  messages: 'Messages',
  schedule: 'Schedule',
  budget: 'Budget',
};

/** Who goes first when several campaigns want the same customer; within one priority the predicted value decides. */
export const CAMPAIGN_PRIORITIES = ['high', 'normal', 'low'] as const;
export type CampaignPriority = (typeof CAMPAIGN_PRIORITIES)[number];

/** What makes a customer begin a campaign. */
export const CAMPAIGN_TRIGGERS = [
  'scheduled',
  'season',
  'signup',
  'nth_purchase',
  'days_since_signup',
  'stage_changed',
  'segment_changed',
] as const;
export type CampaignTriggerKind = (typeof CAMPAIGN_TRIGGERS)[number];

export const TRIGGER_NAMES: Record<CampaignTriggerKind, string> = {
  scheduled: 'On a date',
  season: 'Each year on a day',
  signup: 'After signing up',
  nth_purchase: 'At a number of orders',
  days_since_signup: 'Days after signing up',
  stage_changed: 'When the lifecycle stage changes',
  segment_changed: 'On entering or leaving a segment',
};

/** Channels a campaign can speak on. */
export const CAMPAIGN_CHANNELS = ['email', 'sms', 'whatsapp', 'push', 'web'] as const;
export type CampaignChannel = (typeof CAMPAIGN_CHANNELS)[number];

/**
 * Templates a step can use, with the channels each is written for. On WhatsApp a conversation begins with the words that
 * WhatsApp approved for this use of them (`TEMPLATE_USES`).
 */
export const CAMPAIGN_TEMPLATES = [
  { id: 'campaign-welcome', name: 'Welcome', channels: ['email', 'whatsapp'] },
  { id: 'campaign-thanks', name: 'Thank-you', channels: ['email', 'whatsapp'] },
  { id: 'campaign-season', name: 'Season', channels: ['email', 'whatsapp'] },
  { id: 'campaign-news', name: 'News from the shop', channels: ['email', 'whatsapp'] },
  { id: 'campaign-short', name: 'Short message', channels: ['sms', 'push'] },
  { id: 'campaign-web', name: 'Note on the shop’s pages', channels: ['web'] },
] as const satisfies readonly { id: string; name: string; channels: readonly CampaignChannel[] }[];
export type CampaignTemplateId = (typeof CAMPAIGN_TEMPLATES)[number]['id'];

/** The templates written for a channel. */
export function templatesFor(channel: CampaignChannel): readonly { id: CampaignTemplateId; name: string }[] {
  return CAMPAIGN_TEMPLATES.filter((template) => (template.channels as readonly string[]).includes(channel));
}

/** What a template is called; its id where there is none of that name any more. */
export function templateName(id: string): string {
  return CAMPAIGN_TEMPLATES.find((template) => template.id === id)?.name ?? id;
}

/** Whether a text names a status. */
export function isCampaignStatus(text: string): text is CampaignStatus {
  return (CAMPAIGN_STATUSES as readonly string[]).includes(text);
}

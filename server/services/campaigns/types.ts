import type { CampaignDocument } from '@/domain/campaigns/campaign';
import type { CampaignChannel, CampaignSection, CampaignStatus } from '@/domain/campaigns/campaign-ids';
import type { CampaignMove } from '@/domain/campaigns/status';
import type { ChannelId } from '@/domain/channels/channel';
import type { CampaignResults } from '../enrolments';

export type CampaignListItem = {
  id: string;
  name: string;
  goal: string;
  status: CampaignStatus;
  statusReason: string | null;
  revision: number;
  trigger: CampaignDocument['trigger'];
  channels: CampaignChannel[];
  budgetCents: number | null;
  /** Who made it; null where no person did. */
  author: { id: string; name: string } | null;
  updatedAt: Date;
  /** Under a kill switch of its own. */
  isStopped: boolean;
  results: CampaignResults;
};

export type SectionState = {
  section: CampaignSection;
  approvedBy: { id: string; name: string | null } | null;
  approvedAt: Date | null;
  writtenBy: { id: string; name: string | null } | null;
};

export type CampaignVersionItem = { revision: number; changedBy: string | null; changedAt: Date };

export type CampaignDetail = CampaignListItem & {
  document: CampaignDocument;
  sections: SectionState[];
  /** Roles that can approve, where the reader cannot: "waits for an approver". */
  approvers: string[];
  /** Why the reader may not approve what is open; null where they may, or where nothing is. */
  whyNotApprove: string | null;
  /** What the reader can do now. */
  moves: CampaignMove[];
  canEdit: boolean;
  canApprove: boolean;
  /** The reader has approved something of it and can still take that back. */
  canRetract: boolean;
  /** Messages, from 1, that WhatsApp has no approved words for, and why; none of a campaign that is over. */
  unspoken: { step: number; why: string }[];
  /** The segments its audience and its trigger name. */
  segments: { id: string; name: string }[];
  createdAt: Date;
  submittedAt: Date | null;
  launchedAt: Date | null;
  endedAt: Date | null;
  /** What each channel may spend of the budget, by predicted return; empty before the launch and without a budget. */
  budgetSplit: { channel: ChannelId; cents: number; spentCents: number }[];
  /** Customers on their way through it, and how the others' ways ended. */
  ways: { goingOn: number; completed: number; converted: number; stopped: number; passedOver: number };
  steps: { step: number; decisions: number; touches: number; orders: number; revenueCents: number }[];
  versions: CampaignVersionItem[];
};

/** How many customers a rule finds now, and on which channels they may be written to. */
export type AudienceCount = {
  total: number;
  reach: { channel: CampaignChannel; customers: number }[];
};

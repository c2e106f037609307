import { CAMPAIGN_PRIORITIES, type CampaignPriority } from '../campaigns/campaign-ids';
import type { Policy } from '../policies/policy';

/** Whom the policy does not name goes last. */
const LAST = 1000;

/** Priority of an agent's action under a policy: lower goes first. */
export function priorityOf(who: { agentId: string; action: string }, policy: Policy): number {
  const { priorities } = policy.arbitration;
  return priorities[`${who.agentId}.${who.action}`] ?? priorities[who.agentId] ?? LAST;
}

/** Place of a campaign among others of its priority in the policy: lower goes first. What is no campaign is normal. */
export function campaignRank(priority: CampaignPriority | null | undefined): number {
  return CAMPAIGN_PRIORITIES.indexOf(priority ?? 'normal');
}

/** Who speaks: an agent, or one campaign of it. What one voice says is its own affair, two voices compete. */
export function voiceOf(who: { agentId: string; campaignId?: string | null }): string {
  return who.campaignId ? `${who.agentId}:${who.campaignId}` : who.agentId;
}

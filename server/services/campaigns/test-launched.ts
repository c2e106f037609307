import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { CREATIVE_TARGETS, type CreativeTarget } from '@/domain/agents/creative-testing/targets';
import { actionOf } from '@/domain/campaigns/action';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { plural } from '@/domain/shared/plural';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { type CreativeTrigger, proposeTest, wasAnswered } from '../creative';
import { isAgentStopped } from '../kill-switch';
import { activePolicy } from '../policies';
import { documentOf } from './claim-campaign';
import { countWithin } from './count-audience';

/** A campaign launched longer ago than this is nothing new: whom the announcement missed is found within it. */
const FRESH_MS = 7 * DAY;

/**
 * For each campaign launched lately, once a campaign and kind of e-mail it sends without a discount: the creative
 * testing agent is asked for a test of its words, and proposes one or says why not. Answers how many it proposed; none
 * while that agent is stopped.
 */
export async function proposeTestsOfLaunched(ctx: ServiceContext): Promise<{ proposed: number }> {
  if (await isAgentStopped(ctx, creativeCard.id)) return { proposed: 0 };
  const launched = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, status: 'running', launchedAt: { gt: after(ctx.now, -FRESH_MS) } },
    orderBy: [{ launchedAt: 'asc' }, { id: 'asc' }],
  });
  let proposed = 0;
  for (const row of launched) {
    const document = documentOf(row);
    for (const target of targetsOf(document)) {
      const trigger: CreativeTrigger = { kind: 'campaign_launch', key: row.id };
      if (await wasAnswered(ctx, target, trigger)) continue;
      const asked = await proposeTest(ctx, target, { ...trigger, ...(await planOf(ctx, document)) });
      if (asked.kind === 'proposed') proposed += 1;
    }
  }
  return { proposed };
}

/** The e-mails of a campaign whose words can be tried. */
function targetsOf({ steps }: CampaignDocument): CreativeTarget[] {
  return CREATIVE_TARGETS.filter(({ agentId, action, channel, templateId }) =>
    steps.some(
      (step) =>
        agentId === 'campaign' && step.channel === channel && step.template === templateId && actionOf(step) === action,
    ),
  );
}

/** Why the agent is asked, and how many customers a dated campaign may write to: of others nobody knows who will come. */
async function planOf(
  ctx: ServiceContext,
  { name, audience, trigger }: CampaignDocument,
): Promise<Required<Pick<CreativeTrigger, 'because' | 'plannedVolume'>>> {
  const isDated = trigger.kind === 'scheduled' || trigger.kind === 'season';
  const plannedVolume = isDated ? await reachByEmail(ctx, audience) : 0;
  const reach = isDated ? ` for ${plural(plannedVolume, 'customer')} who may be written to by e-mail` : '';
  return {
    because: { text: `The campaign “${name}” was launched${reach}.`, factor: 'campaign_launch', value: null },
    plannedVolume,
  };
}

async function reachByEmail(ctx: ServiceContext, audience: CampaignDocument['audience']): Promise<number> {
  const { document } = await activePolicy(ctx);
  const { reach } = await countWithin(ctx.db, ctx, audience, document);
  return reach.find(({ channel }) => channel === 'email')?.customers ?? 0;
}

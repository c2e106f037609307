import type { z } from 'zod';
import { after, DAY, HOUR } from '@/domain/shared/time';
import type { World } from '@/domain/simulation/people';
import type { ServiceContext } from '../../context';
import { approveCampaign, type CreateCampaignInput, createCampaign, moveCampaign } from '../campaigns';
import { demoPerson } from './demo-people';
import { approverDesk, deskOf } from './desk-of';
import type { SimulatedApprover } from './judge-reviews';

type Written = z.input<typeof CreateCampaignInput>['document'];

const WITH_CONSENT = { consent: 'email' } as const;

/** What the demo's marketer has running: two that customers begin by what they do. */
const RUNNING: readonly Written[] = [
  {
    name: 'Thank you for the fifth order',
    goal: 'Customers who come back so often hear that somebody noticed.',
    audience: WITH_CONSENT,
    trigger: { kind: 'nth_purchase', count: 5 },
    steps: [{ channel: 'email', day: 1, template: 'campaign-thanks', percentOff: 0, timing: 'usual_hour' }],
  },
  {
    name: 'Two weeks in, nothing bought',
    goal: 'A first order from people who signed up and then only looked.',
    audience: { ...WITH_CONSENT, orders: 'never' },
    trigger: { kind: 'days_since_signup', days: 14 },
    steps: [
      { channel: 'email', day: 1, template: 'campaign-news', percentOff: 0, timing: 'usual_hour' },
      { channel: 'email', day: 8, template: 'campaign-welcome', percentOff: 10, timing: 'usual_hour' },
    ],
    budgetCents: 50_000,
  },
];

/** Days after the history's end on which the campaign that still waits for its approval would begin. */
const NEXT_AFTER_DAYS = 10;

/** One that is written and waits for an approver. */
function waiting(world: World): Written {
  return {
    name: 'Winter at the harbour',
    goal: 'The season’s new things, to customers who bought within a year.',
    audience: { ...WITH_CONSENT, orders: 'some', lastOrderAtMostDays: 365 },
    trigger: { kind: 'scheduled', at: new Date(world.endsAt.getTime() + NEXT_AFTER_DAYS * DAY).toISOString() },
    steps: [{ channel: 'email', day: 1, template: 'campaign-season', percentOff: 0, timing: 'usual_hour' }],
    budgetCents: 100_000,
  };
}

/** How long before the history begins the marketer writes them: the morning of the day before. */
const WRITTEN_BEFORE = 26 * HOUR;

/**
 * The demo's campaigns, through the same verbs and in the same roles as anybody's: the marketer writes them and launches
 * them the next day, the simulated approver approves. Told again after a kill, each goes on from where it stands.
 */
export async function ensureDemoCampaigns(
  ctx: ServiceContext,
  world: World,
  approver: SimulatedApprover,
): Promise<void> {
  const marketer = await deskOf(ctx, { ...(await demoPerson('marketer')), role: 'marketer' });
  const writing = { ...marketer, now: after(world.startsAt, -WRITTEN_BEFORE) };
  const judge = await approverDesk(ctx, approver.userId);
  for (const document of RUNNING) {
    const campaign = await ensureSubmitted(writing, document);
    if (campaign.status === 'submitted') await approveCampaign(judge, campaign.at);
    if (campaign.status !== 'running') await moveCampaign(marketer, { ...campaign.at, move: 'launch' });
  }
  await ensureSubmitted(writing, waiting(world));
}

type Standing = { at: { campaignId: string; revision: number }; status: string };

async function ensureSubmitted(marketer: ServiceContext, document: Written): Promise<Standing> {
  const where = { workspaceId: marketer.workspaceId, name: document.name };
  const known = await marketer.db.campaign.findFirst({ where, select: { id: true, revision: true, status: true } });
  if (known && known.status !== 'draft') {
    return { at: { campaignId: known.id, revision: known.revision }, status: known.status };
  }
  const campaignId = known?.id ?? (await createCampaign(marketer, { document })).id;
  const at = { campaignId, revision: known?.revision ?? 1 };
  return { at, status: (await moveCampaign(marketer, { ...at, move: 'submit' })).status };
}

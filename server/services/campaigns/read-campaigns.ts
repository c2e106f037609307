import { z } from 'zod';
import { Approvals, openSections, SectionAuthors } from '@/domain/campaigns/approval';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { CAMPAIGN_SECTIONS } from '@/domain/campaigns/campaign-ids';
import { afterMove, type CampaignMove, isEditable } from '@/domain/campaigns/status';
import { unspokenSteps } from '@/domain/campaigns/unspoken-steps';
import { ChannelId } from '@/domain/channels/channel';
import { rolesWith } from '@/domain/workspaces/permissions';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { Campaign } from '../../generated/prisma/client';
import { reachedBy, type StepRow, stepResults, sumOf } from '../enrolments';
import { activePolicy, memberNames } from '../policies';
import { segmentsOfCampaign } from '../segments';

import { whyNotOf } from './approve-campaign';
import { documentOf, findCampaign, personId, statusOf } from './claim-campaign';
import { MOVE_RIGHTS } from './move-campaign';
import { listSpokenUses } from './spoken-uses';
import type { CampaignDetail, CampaignListItem, SectionState } from './types';

const Split = z.array(z.object({ channel: ChannelId, cents: z.number() }));
const MOVES = Object.keys(MOVE_RIGHTS) as CampaignMove[];

type Surroundings = {
  names: ReadonlyMap<string, string>;
  reached: ReadonlyMap<string, number>;
  rows: readonly StepRow[];
  stopped: ReadonlySet<string>;
};

/** Every campaign of the workspace, the last changed first, with what came of it. Right: campaigns.read. */
export async function listCampaigns(ctx: ServiceContext): Promise<CampaignListItem[]> {
  authorise(ctx, 'campaigns.read');
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
  const around = await surroundings(ctx, campaigns);
  return campaigns.map((row) => itemOf(row, around));
}

/** How many campaigns wait for the approval of the person who asks; 0 where their role approves none. Throws forbidden. */
export async function countCampaignsToApprove(ctx: ServiceContext): Promise<number> {
  authorise(ctx, 'campaigns.read');
  if (!actorMay(ctx, 'campaigns.approve')) return 0;
  const { document } = await activePolicy(ctx);
  const submitted = await ctx.db.campaign.findMany({ where: { workspaceId: ctx.workspaceId, status: 'submitted' } });
  return submitted.filter((row) => {
    const open = openSections(Approvals.parse(row.approvals));
    return open.length > 0 && whyNotOf(ctx, row, open, document) === null;
  }).length;
}

/** One campaign, whole, with what the reader may do to it. Throws forbidden, and not_found. */
export async function getCampaign(ctx: ServiceContext, input: { campaignId: string }): Promise<CampaignDetail> {
  authorise(ctx, 'campaigns.read');
  const row = await findCampaign(ctx.db, ctx, input.campaignId);
  const around = await surroundings(ctx, [row]);
  const status = statusOf(row);
  const approvals = Approvals.parse(row.approvals);
  const open = openSections(approvals);
  const userId = personId(ctx);
  const isWaiting = status === 'submitted' && open.length > 0;
  const refusal = whyNotOf(ctx, row, open, (await activePolicy(ctx)).document);
  const mayApprove = actorMay(ctx, 'campaigns.approve');
  return {
    ...itemOf(row, around),
    document: documentOf(row),
    sections: sectionsOf(row, approvals, around.names),
    approvers: [...rolesWith('campaigns.approve')],
    whyNotApprove: isWaiting && mayApprove ? refusal : null,
    canApprove: isWaiting && mayApprove && !refusal,
    canRetract:
      mayApprove &&
      (status === 'submitted' || status === 'approved') &&
      Object.values(approvals).some(({ by }) => by === userId),
    canEdit: isEditable(status) && actorMay(ctx, 'campaigns.edit'),
    moves: MOVES.filter((move) => afterMove(status, move) && actorMay(ctx, MOVE_RIGHTS[move])),
    unspoken:
      status === 'ended' || status === 'archived'
        ? []
        : unspokenSteps(documentOf(row).steps, await listSpokenUses(ctx)),
    segments: await segmentsNamed(ctx, documentOf(row)),
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    launchedAt: row.launchedAt,
    endedAt: row.endedAt,
    budgetSplit: Split.parse(row.budgetSplit).map(({ channel, cents }) => ({
      channel,
      cents,
      spentCents: around.rows
        .filter((counted) => counted.channel === channel)
        .reduce((sum, counted) => sum + counted.spentCents, 0),
    })),
    ways: await waysOf(ctx, row.id),
    steps: documentOf(row).steps.map((_, index) => {
      const { decisions, touches, orders, revenueCents } = sumOf(
        around.rows.filter((counted) => counted.step === index + 1),
        0,
      );
      return { step: index + 1, decisions, touches, orders, revenueCents };
    }),
    versions: await versionsOf(ctx, row.id),
  };
}

function segmentsNamed(ctx: ServiceContext, document: CampaignDocument): Promise<CampaignDetail['segments']> {
  return ctx.db.segment.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: segmentsOfCampaign(document) } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
}

async function surroundings(ctx: ServiceContext, campaigns: readonly Campaign[]): Promise<Surroundings> {
  const { document: policy } = await activePolicy(ctx);
  const people = campaigns.flatMap((row) => [
    row.authorId,
    ...Object.values(SectionAuthors.parse(row.sectionAuthors)),
    ...Object.values(Approvals.parse(row.approvals)).map(({ by }) => by),
  ]);
  const ids = campaigns.length === 1 ? campaigns.map(({ id }) => id) : undefined;
  const stops = await ctx.db.killSwitch.findMany({
    where: { workspaceId: ctx.workspaceId, scope: 'campaign', resumedAt: null },
    select: { target: true },
  });
  return {
    names: await memberNames(
      ctx,
      people.filter((id) => z.uuid().nullable().safeParse(id).success),
    ),
    reached: await reachedBy(ctx.db, ctx),
    rows: await stepResults(ctx.db, ctx, policy, ids),
    stopped: new Set(stops.map(({ target }) => target)),
  };
}

function itemOf(row: Campaign, { names, reached, rows, stopped }: Surroundings): CampaignListItem {
  const { id, name, statusReason, revision, authorId, updatedAt } = row;
  const { goal, trigger, steps, budgetCents } = documentOf(row);
  return {
    id,
    name,
    goal,
    status: statusOf(row),
    statusReason,
    revision,
    trigger,
    channels: [...new Set(steps.map((step) => step.channel))],
    budgetCents,
    author: authorId ? { id: authorId, name: names.get(authorId) ?? 'Somebody who left' } : null,
    updatedAt,
    isStopped: stopped.has(id),
    results: sumOf(
      rows.filter((counted) => counted.campaignId === id),
      reached.get(id) ?? 0,
    ),
  };
}

function sectionsOf(row: Campaign, approvals: Approvals, names: ReadonlyMap<string, string>): SectionState[] {
  const authors = SectionAuthors.parse(row.sectionAuthors);
  const person = (id: string | null | undefined) => (id ? { id, name: names.get(id) ?? null } : null);
  return CAMPAIGN_SECTIONS.map((section) => {
    const approval = approvals[section];
    return {
      section,
      approvedBy: person(approval?.by),
      approvedAt: approval ? new Date(approval.at) : null,
      writtenBy: person(authors[section]),
    };
  });
}

async function waysOf(ctx: ServiceContext, campaignId: string): Promise<CampaignDetail['ways']> {
  const [row] = await ctx.db.$queryRaw<CampaignDetail['ways'][]>`
    SELECT count(*) FILTER (WHERE ended_as IS NULL)::int AS "goingOn",
      count(*) FILTER (WHERE ended_as = 'completed')::int AS completed,
      count(*) FILTER (WHERE ended_as = 'converted')::int AS converted,
      count(*) FILTER (WHERE ended_as = 'stopped')::int AS stopped,
      count(*) FILTER (WHERE ended_as = 'passed_over')::int AS "passedOver"
    FROM campaign_enrolment WHERE workspace_id = ${ctx.workspaceId}::uuid AND campaign_id = ${campaignId}::uuid`;
  return row ?? { goingOn: 0, completed: 0, converted: 0, stopped: 0, passedOver: 0 };
}

/** The latest documents of a campaign, the newest first. */
async function versionsOf(ctx: ServiceContext, campaignId: string): Promise<CampaignDetail['versions']> {
  const rows = await ctx.db.campaignVersion.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId },
    orderBy: { revision: 'desc' },
    select: { revision: true, changedById: true, changedAt: true },
    take: 20,
  });
  const names = await memberNames(
    ctx,
    rows.map((row) => row.changedById),
  );
  return rows.map(({ revision, changedById, changedAt }) => ({
    revision,
    changedAt,
    changedBy: names.get(changedById ?? '') ?? null,
  }));
}

import { CampaignDocument } from '@/domain/campaigns/campaign';
import { segmentsOf } from '@/domain/segments/rule';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ruleOf } from './claim-segment';
import type { SegmentUse } from './types';

/** What uses each segment: campaigns that have not ended, and the rules of other segments; nothing that is archived. */
export async function usesOfSegments(tx: Db, ctx: ServiceContext): Promise<Map<string, SegmentUse[]>> {
  const { workspaceId } = ctx;
  const campaigns = await tx.campaign.findMany({
    where: { workspaceId, status: { notIn: ['ended', 'archived'] } },
    select: { id: true, name: true, document: true },
    orderBy: { name: 'asc' },
  });
  const segments = await tx.segment.findMany({
    where: { workspaceId, isArchived: false },
    select: { id: true, name: true, rule: true },
    orderBy: { name: 'asc' },
  });
  const uses = new Map<string, SegmentUse[]>();
  const note = (used: readonly string[], use: SegmentUse) => {
    for (const id of used) uses.set(id, [...(uses.get(id) ?? []), use]);
  };
  for (const { id, name, document } of campaigns) {
    note(segmentsOfCampaign(CampaignDocument.parse(document)), { kind: 'campaign', id, name });
  }
  for (const { id, name, ...row } of segments) note(segmentsOf(ruleOf(row)), { kind: 'segment', id, name });
  return uses;
}

/** The segments a campaign names, each once. */
export function segmentsOfCampaign({ audience, trigger }: CampaignDocument): string[] {
  const begun = trigger.kind === 'segment_changed' ? [trigger.segmentId] : [];
  return [...new Set([...audience.segments, ...begun])];
}

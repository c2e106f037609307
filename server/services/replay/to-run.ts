import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { Answer } from '@/domain/replay/answer';
import { CHANGE_KINDS, type ChangeKind, GAPS, type Gap } from '@/domain/replay/change-kinds';
import { Tally } from '@/domain/replay/tally';
import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { ReplayChange as ChangeRow, ReplayRun as RunRow } from '../../generated/prisma/client';
import { REPLAY_STATUSES, type ReplayedChange, type ReplayRun } from './types';

const Status = z.enum(REPLAY_STATUSES);
const TriedKind = z.enum(['draft', 'version', 'document', 'then']);
const Kinds = z.array(z.enum(Object.keys(CHANGE_KINDS) as [ChangeKind, ...ChangeKind[]]));
const GapKind = z.enum(Object.keys(GAPS) as [Gap, ...Gap[]]);

/** A stored run, its JSON parsed. */
export function toRun(row: RunRow): ReplayRun {
  const { id, name, draftId, draftRevision, version, agentId, action, total, done, createdAt, startedAt, updatedAt } =
    row;
  return {
    ...{ id, name, draftId, draftRevision, version, agentId, action, total, done, createdAt, startedAt, updatedAt },
    tried: TriedKind.parse(row.tried),
    from: row.fromAt,
    to: row.toAt,
    channel: row.channel === null ? null : ChannelId.parse(row.channel),
    status: Status.parse(row.status),
    tally: Tally.parse(row.tally),
  };
}

/** A stored change, its JSON parsed. */
export function toChange(row: ChangeRow): ReplayedChange {
  const { decisionId, decidedAt, summary, rules, detail } = row;
  return {
    ...{ decisionId, decidedAt, summary, rules, detail },
    kinds: Kinds.parse(row.kinds),
    gap: row.gap === null ? null : GapKind.parse(row.gap),
    before: row.before === null ? null : Answer.parse(row.before),
    after: row.after === null ? null : Answer.parse(row.after),
  };
}

/** The row of a run. Throws not_found, also for another workspace's. */
export async function findRun(ctx: ServiceContext, runId: string): Promise<RunRow> {
  const row = z.uuid().safeParse(runId).success
    ? await ctx.db.replayRun.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: runId } } })
    : null;
  if (!row) throw new ServiceError('not_found', 'There is no such replay.');
  return row;
}

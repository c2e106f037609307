import { v7 } from 'uuid';
import type { z } from 'zod';
import { checkDocument } from '@/domain/policies/check-document';
import type { Policy } from '@/domain/policies/policy';
import { EMPTY_TALLY } from '@/domain/replay/tally';
import { plural } from '@/domain/shared/plural';
import { after } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { getDraft, getVersion } from '../policies';
import { type Period, wherePeriod } from './period';
import { toRun } from './to-run';
import { type ReplayRun, RUNNING, StartReplayInput } from './types';

/** Decisions one run may have: beyond this a shorter period says as much. */
const MOST_DECISIONS = 2_000_000;
/** Runs of a workspace that may go on at a time. */
const MOST_AT_ONCE = 3;

/**
 * Orders a replay: the policy to try is copied into it, so that what it found stays true when the draft goes on. Starts
 * by itself unless `isDriven` says that the caller takes the turns. Throws forbidden, not_found, invalid (no decision in
 * the period, or too many), and conflict while as many go on as may.
 */
export async function startReplay(
  ctx: ServiceContext,
  input: z.input<typeof StartReplayInput>,
  { isDriven = false } = {},
): Promise<ReplayRun> {
  authorise(ctx, 'policies.draft');
  const { tried, from, to, ...filters } = StartReplayInput.parse(input);
  // What is decided at this very moment is in it; what comes later would change under the run.
  const end = after(ctx.now, 1);
  const period: Period = { fromAt: from, toAt: to < end ? to : end, ...filters };
  const policy = await policyToTry(ctx, tried);
  const total = await countIn(ctx, period);
  const run = await inTransaction(ctx, async (tx) => {
    const { workspaceId } = ctx;
    const where = { workspaceId, status: { in: RUNNING } };
    const going = await countAlone(tx, ctx, 'replay_run', () => tx.replayRun.count({ where }));
    if (going >= MOST_AT_ONCE) {
      throw new ServiceError('conflict', `${going} replays are going on. Wait for one, or cancel it.`);
    }
    const created = await tx.replayRun.create({
      data: {
        workspaceId,
        id: v7(),
        ...policy,
        ...period,
        status: 'queued',
        total,
        tally: EMPTY_TALLY,
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      },
    });
    await appendAudit(tx, ctx, {
      action: 'replay.started',
      subject: `replay:${created.id}`,
      payload: {
        tried: policy.name,
        from: period.fromAt.toISOString(),
        to: period.toAt.toISOString(),
        ...filters,
        decisions: total,
      },
    });
    return created;
  });
  if (!isDriven) await ctx.publish('replay/requested', { workspaceId: ctx.workspaceId, runId: run.id });
  return toRun(run);
}

type PolicyToTry = {
  name: string;
  tried: StartReplayInput['tried']['kind'];
  draftId?: string;
  draftRevision?: number;
  version?: number;
  document?: Policy;
};

async function policyToTry(ctx: ServiceContext, tried: StartReplayInput['tried']): Promise<PolicyToTry> {
  switch (tried.kind) {
    case 'then':
      return { name: 'The policy of then', tried: 'then' };
    case 'version': {
      const { version, document } = await getVersion(ctx, tried);
      return { name: `Version ${version}`, tried: 'version', version, document };
    }
    case 'draft': {
      const { id, name, revision, document } = await getDraft(ctx, tried);
      return { name: `Draft “${name}”`, tried: 'draft', draftId: id, draftRevision: revision, document };
    }
    case 'document': {
      const checked = checkDocument(tried.document);
      if (checked.ok) return { name: tried.name, tried: 'document', document: checked.policy };
      const [first] = checked.problems;
      throw new ServiceError('invalid', `${first?.path || 'The document'}: ${first?.message ?? 'is no policy.'}`);
    }
  }
}

async function countIn(ctx: ServiceContext, period: Period): Promise<number> {
  if (period.fromAt >= period.toAt) {
    throw new ServiceError('invalid', 'The period ends before it begins. Only what was decided can be replayed.');
  }
  const total = await ctx.db.decision.count({ where: wherePeriod(ctx, period) });
  if (total === 0) throw new ServiceError('invalid', 'No decision was made in this period that the filters leave.');
  if (total > MOST_DECISIONS) {
    throw new ServiceError(
      'invalid',
      `There are ${plural(total, 'decision')}; one replay takes ${MOST_DECISIONS}. Shorten it.`,
    );
  }
  return total;
}

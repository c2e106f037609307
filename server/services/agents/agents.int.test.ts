import { beforeAll, describe, expect, it } from 'vitest';
import { AGENTS } from '@/domain/agents/registry';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { stopSending } from '../kill-switch';
import { decideReview } from '../review';
import { getAgent, listAgents } from './index';

let ctx: ServiceContext;
beforeAll(async () => {
  ctx = await reviewWorkspace();
  const approver = await memberIn(ctx, 'approver', 'Ben');
  const [first, second] = [await waitingReview(ctx), await waitingReview(ctx)];
  await waitingReview(ctx);
  await decideReview(approver, { decisionId: first.decisionId, version: first.version, verdict: 'approve' });
  await decideReview(approver, {
    decisionId: second.decisionId,
    version: second.version,
    verdict: 'reject',
    reason: 'wrong_offer',
  });
});

describe('agents', () => {
  it('are all that are registered, each with its actions and what it did', async () => {
    const agents = await listAgents(ctx);
    expect(agents.map(({ id }) => id)).toEqual(AGENTS.map(({ id }) => id));
    for (const { id, actions } of agents) {
      const known = AGENTS.find((agent) => agent.id === id)?.actions.map((action) => action.id);
      expect(actions.map(({ action }) => action)).toEqual(known);
    }
    expect(agents.find(({ id }) => id === 'cart_winback')).toMatchObject({
      decisionsToday: 3,
      isStopped: false,
      figures: { decisions: 3, reviewedShare: 1, overrideRate: 0.5, touches: 0 },
    });
    expect(agents.find(({ id }) => id === 'campaign')).toMatchObject({
      decisionsToday: 0,
      figures: { reviewedShare: null, overrideRate: null },
    });
  });

  it('say what each action lacks for the next level', async () => {
    const agent = await getAgent(ctx, { agentId: 'cart_winback' });
    expect(agent.inReview).toBe(1);
    expect(agent.actions.find(({ action }) => action === 'cart_recovery')).toMatchObject({
      level: 1,
      approvedStreak: 0,
      rejectedStreak: 1,
      figures: { decisions: 3 },
      requirements: [
        { id: 'approvals', have: 0, need: 10 },
        { id: 'harm', isMet: true },
      ],
    });
  });

  it('are readable for everybody of the workspace, and unknown ones are not found', async () => {
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect(await listAgents(executive)).toHaveLength(AGENTS.length);
    await expect(getAgent(ctx, { agentId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('show nothing of another workspace', async () => {
    const { ctx: other } = await freshWorkspace();
    for (const { figures } of await listAgents(other)) expect(figures.decisions).toBe(0);
  });

  it('show that the kill switch holds them', async () => {
    const { ctx: other } = await freshWorkspace();
    await stopSending(other, { scope: 'agent', target: 'lifecycle' });
    const stopped = (await listAgents(other)).filter(({ isStopped }) => isStopped);
    expect(stopped.map(({ id }) => id)).toEqual(['lifecycle']);
  });
});

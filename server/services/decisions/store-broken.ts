import { v7 } from 'uuid';
import type { Agent } from '@/domain/agents/agent';
import { agentName } from '@/domain/agents/agent-cards';
import { AGENTS, agentsFor } from '@/domain/agents/registry';
import { AgentFault } from '@/domain/decisions/agent-fault';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { triggerKeyOf } from '@/domain/decisions/trigger-key';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { logFault } from '../../log-fault';
import type { LoadedSnapshot, SnapshotRequest } from '../snapshots';
import { recordHash } from './decision-record';
import type { DecidedBy } from './store-decisions';

/** Somebody for whom nothing could be decided, because something broke that nobody expected. */
export type Broken = {
  id: string;
  request: SnapshotRequest;
  agentId: string;
  customer: { id: string; subjectRef: string; isSimulated: boolean };
  /** What was looked at; null where that could not even be read. */
  snapshot: Snapshot | null;
  /** For people: where it broke, and what follows. What broke exactly is in the log of the installation, under the id. */
  reason: string;
};

/** What broke for one customer: the log has it whole, the record in words. */
export function brokenWhileDeciding(
  ctx: ServiceContext,
  { request, snapshot, customer }: LoadedSnapshot,
  fault: unknown,
  agents: readonly Agent[] = AGENTS,
): Broken {
  const id = v7();
  const { kind } = request.trigger;
  logFault(`decision ${id}: decide ${kind} of customer ${customer.id} in workspace ${ctx.workspaceId}`, fault);
  const agentId = fault instanceof AgentFault ? fault.agentId : firstAwake(request, agents);
  const where = fault instanceof AgentFault ? `The agent ${agentName(agentId)} broke` : 'The product broke';
  return {
    id,
    request,
    agentId,
    customer,
    snapshot,
    reason: wordsOf(id, `${where} while it decided for this customer.`),
  };
}

/** The requests of which no snapshot came although their customers are there: what is known of those cannot be read. */
export async function unreadAmong(
  tx: Db,
  { workspaceId }: ServiceContext,
  requests: readonly SnapshotRequest[],
  loaded: readonly LoadedSnapshot[],
  agents: readonly Agent[] = AGENTS,
): Promise<Broken[]> {
  const read = new Set(loaded.map(({ request }) => request));
  const left = requests.filter((request) => !read.has(request));
  if (left.length === 0) return [];
  const customers = await tx.customer.findMany({
    where: { workspaceId, id: { in: left.map(({ customerId }) => customerId) }, erasedAt: null },
    select: { id: true, subjectRef: true, isSimulated: true },
  });
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return left.flatMap((request) => {
    const customer = byId.get(request.customerId);
    if (!customer) return [];
    const id = v7();
    const reason = wordsOf(id, 'What is known of this customer cannot be read.');
    return [{ id, request, agentId: firstAwake(request, agents), customer, snapshot: null, reason }];
  });
}

function wordsOf(id: string, what: string): string {
  return `${what} Nothing was sent. Whoever runs the product finds what broke in its log, under decision ${id}.`;
}

function firstAwake({ trigger, asks }: SnapshotRequest, agents: readonly Agent[]): string {
  return agentsFor({ trigger, ...(asks && { asks: [...asks] }) }, agents)[0]?.id ?? 'none';
}

/**
 * Keeps them as failed decisions, in the caller's transaction. A trigger that was answered before keeps its first answer.
 * Answers those that were kept, and what the audit log has to say of them.
 */
export async function storeBroken(
  tx: Db,
  ctx: ServiceContext,
  { policyVersion, models, startLevel }: DecidedBy & { startLevel: number },
  broken: readonly Broken[],
): Promise<{ kept: Broken[]; records: AuditRecord[] }> {
  if (broken.length === 0) return { kept: [], records: [] };
  const rows = broken.map(({ id, request, agentId, customer, snapshot, reason }) => ({
    id,
    workspaceId: ctx.workspaceId,
    customerId: customer.id,
    agentId,
    trigger: request.trigger.kind,
    triggerKey: keyOf(ctx, request, snapshot),
    outcome: 'failed',
    outcomeReason: reason,
    summary: 'Nothing done: deciding broke.',
    snapshot: (snapshot ?? {}) as object,
    candidates: [],
    verdicts: [],
    reasons: [],
    policyVersion,
    modelVersions: { ...models },
    autonomyLevel: startLevel,
    decidedAt: ctx.now,
    isSimulated: customer.isSimulated,
  }));
  const stored = await tx.decision.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true } });
  const ids = new Set(stored.map(({ id }) => id));
  const kept = broken.filter(({ id }) => ids.has(id));
  return { kept, records: kept.map((one) => recordOf(one, policyVersion)) };
}

function keyOf({ now }: ServiceContext, request: SnapshotRequest, snapshot: Snapshot | null): string {
  if (snapshot) return triggerKeyOf(snapshot);
  const { customerId, trigger } = request;
  return triggerKeyOf({ trigger, customer: { id: customerId }, cart: null, takenAt: now.toISOString() });
}

function recordOf({ id, request, agentId, customer, snapshot }: Broken, policyVersion: number): AuditRecord {
  return {
    action: 'decision.failed',
    subject: `decision:${id}`,
    payload: {
      code: 'broken',
      customer: customer.subjectRef,
      agentId,
      trigger: request.trigger.kind,
      policyVersion,
      record: recordHash({ snapshot: snapshot ?? {}, chosen: null, verdicts: [] }),
    },
  };
}

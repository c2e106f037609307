import { AGENTS } from '@/domain/agents/registry';
import { modelCopyAction, ofAutonomyName } from '@/domain/autonomy/model-copy';
import { Candidate } from '@/domain/decisions/candidate';
import { Prisma } from '../../generated/prisma/client';

/** Something that earns autonomy: an action of an agent, or a model's words for it (`modelCopyAction`). */
export type AutonomyKey = { agentId: string; action: string };

/** The decisions `d` that a pair is judged by, as a condition. */
export function decisionsOf({ agentId, action: name }: AutonomyKey): Prisma.Sql {
  const { action, isByModel } = ofAutonomyName(name);
  const words = isByModel ? Prisma.sql`AND d.chosen->'content'->>'writtenBy' = 'model'` : Prisma.empty;
  return Prisma.sql`d.agent_id = ${agentId} AND d.action = ${action} ${words}`;
}

/** How the audit log names a pair. */
export function autonomySubject({ agentId, action }: AutonomyKey): string {
  return `autonomy:${agentId}/${action}`;
}

/** What a decision’s fate teaches about: its action, and where a model wrote the words, its words for that action. */
export function autonomyKeysOf(decision: { agentId: string; action: string | null; chosen: unknown }): AutonomyKey[] {
  const { agentId, action } = decision;
  if (action === null) return [];
  const isByModel = Candidate.nullable().parse(decision.chosen)?.content.writtenBy === 'model';
  const actions = isByModel ? [action, modelCopyAction(action)] : [action];
  return actions.map((known) => ({ agentId, action: known }));
}

/** Every pair there is: each action of each registered agent, and a model's words for it once a person judged some. */
export function knownPairs(stored: readonly AutonomyKey[]): AutonomyKey[] {
  const isStored = (agentId: string, name: string) =>
    stored.some((row) => row.agentId === agentId && row.action === name);
  return AGENTS.flatMap(({ id: agentId, actions }) =>
    actions
      .flatMap(({ id }) => [id, ...[modelCopyAction(id)].filter((name) => isStored(agentId, name))])
      .map((action) => ({ agentId, action })),
  );
}

/** Whether there is such an agent with such an action. */
export function isKnownPair({ agentId, action: name }: AutonomyKey): boolean {
  const { action } = ofAutonomyName(name);
  return AGENTS.some(({ id, actions }) => id === agentId && actions.some((known) => known.id === action));
}

import { type CopyWords, CopyWords as CopyWordsShape, slotsOf } from '@/domain/copy/copy-words';
import type { CopyStyle } from '@/domain/copy/styles';
import { type AssignedWords, armFor, type Draw } from '@/domain/experiments/assignment';
import { preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { historyOf } from './shares';

type ArmRow = {
  id: string;
  style: CopyStyle;
  share: number;
  words: CopyWords | null;
  writtenBy: 'template' | 'model';
  draftId: string | null;
};

/** A test as one statement reads it. */
type TestRow = CreativeArms[number]['target'] & {
  id: string;
  status: string;
  variants: { id: string; style: string; words: unknown; writtenBy: string; draftId: string | null }[];
  allocations: Parameters<typeof historyOf>[0];
};

type KeptArm = { readonly variantId: string; readonly draw: Draw | null };

/** For each kind of message: the arms of its running test, or its last winner alone. */
export type CreativeArms = readonly {
  readonly experimentId: string;
  readonly target: Pick<AssignedWords, 'agentId' | 'action' | 'channel' | 'templateId'>;
  readonly isTest: boolean;
  readonly slots: readonly string[];
  readonly arms: readonly ArmRow[];
  /** The period of the test's shares; 0 where nothing is tested. */
  readonly period: number;
  /** Who was given a message of the test already, by customer: they stay with their arm, wherever shares move. */
  readonly kept: ReadonlyMap<string, KeptArm>;
}[];

/** What is tested now and what won last, for all decisions of a moment about these customers. */
export async function loadCreativeArms(
  tx: Db,
  ctx: ServiceContext,
  customerIds: readonly string[],
): Promise<CreativeArms> {
  const rows = await preparedRows<TestRow>(
    tx,
    'creative-arms',
    Prisma.sql`
    SELECT e.id, e.agent_id AS "agentId", e.action, e.channel, e.template_id AS "templateId", e.status,
      (SELECT coalesce(json_agg(json_build_object('id', v.id, 'style', v.style, 'words', v.words, 'writtenBy',
          v.written_by, 'draftId', v.draft_id) ORDER BY v.position), '[]') FROM experiment_variant v
        WHERE v.workspace_id = e.workspace_id AND v.experiment_id = e.id AND v.status IN ('running', 'won')) AS variants,
      (SELECT coalesce(json_agg(latest), '[]') FROM (
          SELECT a.period, a.starts_at AS "from", a.arms FROM test_allocation a
          WHERE a.workspace_id = e.workspace_id AND a.experiment_id = e.id ORDER BY a.period DESC LIMIT 1
        ) latest) AS allocations
    FROM experiment e
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND (e.status = 'running' OR e.status = 'concluded' AND EXISTS (
      SELECT 1 FROM experiment_variant w
      WHERE w.workspace_id = e.workspace_id AND w.experiment_id = e.id AND w.status = 'won'))
    ORDER BY e.started_at DESC`,
  );
  const byTemplate = new Map<string, (typeof rows)[number]>();
  // A running test goes before a winner, a later winner before an earlier one.
  for (const row of rows) {
    const known = byTemplate.get(row.templateId);
    if (!known || (known.status !== 'running' && row.status === 'running')) byTemplate.set(row.templateId, row);
  }
  const inForce = [...byTemplate.values()];
  const keptOf = await loadKept(
    tx,
    ctx,
    inForce.flatMap(({ id, status }) => (status === 'running' ? [id] : [])),
    customerIds,
  );
  return inForce.map((row) => {
    const [shares] = historyOf(row.allocations);
    const shareOf = (id: string) => shares?.arms.find(({ variantId }) => variantId === id)?.share ?? 0;
    const arms = row.variants.map((variant) => ({
      id: variant.id,
      style: variant.style as CopyStyle,
      share: row.status === 'running' ? shareOf(variant.id) : 1,
      words: CopyWordsShape.nullable().parse(variant.words),
      writtenBy: variant.writtenBy === 'model' ? ('model' as const) : ('template' as const),
      draftId: variant.draftId,
    }));
    return {
      experimentId: row.id,
      target: {
        agentId: row.agentId,
        action: row.action,
        channel: row.channel,
        templateId: row.templateId,
      },
      isTest: row.status === 'running',
      slots: [...new Set(arms.flatMap(({ words }) => (words ? slotsOf(words) : [])))],
      arms,
      period: row.status === 'running' ? (shares?.period ?? 0) : 0,
      kept: keptOf(row.id),
    };
  });
}

/** Which arm of the running tests each customer has already. */
async function loadKept(
  tx: Db,
  ctx: ServiceContext,
  experimentIds: readonly string[],
  customerIds: readonly string[],
): Promise<(experimentId: string) => ReadonlyMap<string, KeptArm>> {
  if (experimentIds.length === 0) return () => new Map();
  const rows = await tx.experimentExposure.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      experimentId: { in: [...experimentIds] },
      customerId: { in: [...customerIds] },
    },
    select: { experimentId: true, customerId: true, variantId: true, period: true, propensity: true },
  });
  const kept = new Map(experimentIds.map((id) => [id, new Map<string, KeptArm>()]));
  for (const { experimentId, customerId, variantId, period, propensity } of rows) {
    const draw = propensity === null ? null : { period, propensity };
    kept.get(experimentId)?.set(customerId, { variantId, draw });
  }
  return (experimentId) => kept.get(experimentId) ?? new Map();
}

/** The words of one customer for each kind of message that has some. */
export function assignedWords(creative: CreativeArms, customerId: string): AssignedWords[] {
  return creative.flatMap((test) => {
    const { experimentId, target, isTest, slots } = test;
    const drawn = drawnArm(test, customerId);
    if (!drawn) return [];
    const { arm, draw } = drawn;
    const { id, style, words, writtenBy, draftId } = arm;
    return [
      {
        experimentId,
        variantId: id,
        style,
        ...target,
        isTest,
        ...(draw && { draw }),
        words,
        writtenBy,
        draftId,
        slots: [...slots],
      },
    ];
  });
}

/** The arm a customer has, or else the one they fall on by the shares in force. */
function drawnArm({ experimentId, arms, kept, period, isTest }: CreativeArms[number], customerId: string) {
  const has = kept.get(customerId);
  const same = has && arms.find(({ id }) => id === has.variantId);
  if (same) return { arm: same, draw: has.draw };
  const arm = armFor(experimentId, arms, customerId);
  return arm && { arm, draw: isTest && arm.share > 0 ? { period, propensity: arm.share } : null };
}

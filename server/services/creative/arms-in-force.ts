import { type CopyWords, CopyWords as CopyWordsShape, slotsOf } from '@/domain/copy/copy-words';
import type { CopyStyle } from '@/domain/copy/styles';
import { type AssignedWords, armFor } from '@/domain/experiments/assignment';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

type ArmRow = {
  id: string;
  style: CopyStyle;
  share: number;
  words: CopyWords | null;
  writtenBy: 'template' | 'model';
  draftId: string | null;
};

/** For each kind of message: the arms of its running test, or its last winner alone. */
export type CreativeArms = readonly {
  readonly experimentId: string;
  readonly target: Pick<AssignedWords, 'agentId' | 'action' | 'channel' | 'templateId'>;
  readonly isTest: boolean;
  readonly slots: readonly string[];
  readonly arms: readonly ArmRow[];
}[];

/** What is tested now and what won last, one query for all decisions of a moment. */
export async function loadCreativeArms(tx: Db, ctx: ServiceContext): Promise<CreativeArms> {
  const rows = await tx.experiment.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      OR: [{ status: 'running' }, { status: 'concluded', variants: { some: { status: 'won' } } }],
    },
    include: { variants: { where: { status: { in: ['running', 'won'] } }, orderBy: { position: 'asc' } } },
    orderBy: { startedAt: 'desc' },
  });
  const byTemplate = new Map<string, (typeof rows)[number]>();
  // A running test goes before a winner, a later winner before an earlier one.
  for (const row of rows) {
    const known = byTemplate.get(row.templateId);
    if (!known || (known.status !== 'running' && row.status === 'running')) byTemplate.set(row.templateId, row);
  }
  return [...byTemplate.values()].map((row) => {
    const arms = row.variants.map((variant) => ({
      id: variant.id,
      style: variant.style as CopyStyle,
      share: row.status === 'running' ? variant.share : 1,
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
    };
  });
}

/** The words of one customer for each kind of message that has some. */
export function assignedWords(creative: CreativeArms, customerId: string): AssignedWords[] {
  return creative.flatMap(({ experimentId, target, isTest, slots, arms }) => {
    const arm = armFor(experimentId, arms, customerId);
    if (!arm) return [];
    const { id, style, words, writtenBy, draftId } = arm;
    return [{ experimentId, variantId: id, style, ...target, isTest, words, writtenBy, draftId, slots: [...slots] }];
  });
}

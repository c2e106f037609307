import path from 'node:path';
import { v7 } from 'uuid';
import { analyseExperiment } from '@/domain/experiments/analyse-experiment';
import type { ArmOutcomes } from '@/domain/experiments/experiment';
import { ExperimentFileError, ExperimentTable, metricsOf } from '@/domain/experiments/experiment-table';
import { guessControl, withControlFirst } from '@/domain/experiments/guess-columns';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import { csvRows } from '../../csv-rows';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { columnsOf, designOf, type ExperimentSettings, type PastExperiment, toPastExperiment } from './types';

/** Experiments a workspace may keep. */
const MOST_KEPT = 500;

/**
 * Adds up the file of a past experiment as it arrives, analyses it and keeps the sums; nothing about single people is
 * stored. Throws forbidden, invalid with the column and line that cannot be read, and conflict where no more are kept.
 */
export async function importExperiment(
  ctx: ServiceContext,
  input: { fileName: string; body: AsyncIterable<Uint8Array>; settings: ExperimentSettings },
): Promise<PastExperiment> {
  authorise(ctx, 'experiments.run');
  const { settings } = input;
  const arms = await readArms(input.body, settings);
  const { decision, winner } = analyseExperiment({
    arms,
    metrics: metricsOf(columnsOf(settings)),
    design: designOf(settings),
  });
  const { workspaceId, actor } = ctx;
  return inTransaction(ctx, async (tx) => {
    const kept = await countAlone(tx, ctx, 'past_experiment', () =>
      tx.pastExperiment.count({ where: { workspaceId } }),
    );
    if (kept >= MOST_KEPT) {
      throw new ServiceError('conflict', `A workspace keeps ${MOST_KEPT} past experiments: delete one first.`);
    }
    const created = await tx.pastExperiment.create({
      data: {
        workspaceId,
        id: v7(),
        name: settings.name,
        fileName: path.basename(input.fileName).slice(0, 255),
        settings,
        arms: arms.map((arm) => ({ ...arm, outcomes: [...arm.outcomes] })),
        decision,
        winner,
        createdById: actor.kind === 'user' ? actor.userId : null,
        createdAt: ctx.now,
      },
    });
    const experiment = toPastExperiment(created);
    await appendAudit(tx, ctx, {
      action: 'experiment.imported',
      subject: `experiment:${created.id}`,
      payload: { name: settings.name, arms: arms.length, people: experiment.people, decision },
    });
    return experiment;
  });
}

async function readArms(body: AsyncIterable<Uint8Array>, settings: ExperimentSettings): Promise<ArmOutcomes[]> {
  try {
    let table: ExperimentTable | null = null;
    for await (const { line, cells } of csvRows(body)) {
      if (table) table.add(cells, line);
      else table = new ExperimentTable(cells, columnsOf(settings));
    }
    if (!table) throw new ExperimentFileError('The file is empty.');
    return withControl(table.end()[0]?.arms ?? [], settings.control);
  } catch (error) {
    if (error instanceof ExperimentFileError) throw new ServiceError('invalid', error.message, { field: 'file' });
    throw error;
  }
}

function withControl(arms: readonly ArmOutcomes[], told: string | null): ArmOutcomes[] {
  const names = arms.map(({ name }) => name);
  const control = told ?? guessControl(names) ?? '';
  const sorted = withControlFirst(arms, control);
  if (!sorted) throw new ExperimentFileError(`There is no arm “${control}”. The arms are ${names.join(', ')}.`);
  if (sorted.length < 2) {
    throw new ExperimentFileError(`All lines are of one arm, “${control}”: there is nothing to compare.`);
  }
  return sorted;
}

import { analyseExperiment } from '@/domain/experiments/analyse-experiment';
import { metricsOf } from '@/domain/experiments/experiment-table';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import {
  type AnalysedExperiment,
  armsOf,
  columnsOf,
  designOf,
  ExperimentSettings,
  type PastExperiment,
  toPastExperiment,
} from './types';

/** The workspace's past experiments, the last first. */
export async function listExperiments(ctx: ServiceContext): Promise<PastExperiment[]> {
  authorise(ctx, 'experiments.read');
  const rows = await ctx.db.pastExperiment.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(toPastExperiment);
}

/** One of them, analysed by what this version knows. Throws not_found for an experiment of another workspace. */
export async function getExperiment(ctx: ServiceContext, input: { experimentId: string }): Promise<AnalysedExperiment> {
  authorise(ctx, 'experiments.read');
  const row = await ctx.db.pastExperiment.findFirst({
    where: { workspaceId: ctx.workspaceId, id: input.experimentId },
  });
  if (!row) throw new ServiceError('not_found', 'There is no such experiment.');
  const settings = ExperimentSettings.parse(row.settings);
  const arms = armsOf(row);
  const verdict = analyseExperiment({ arms, metrics: metricsOf(columnsOf(settings)), design: designOf(settings) });
  return { ...toPastExperiment(row), settings, control: arms[0]?.name ?? '', verdict };
}

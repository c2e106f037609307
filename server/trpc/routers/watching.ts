import {
  AcknowledgeInput,
  acknowledgeAnomaly,
  anomaliesOfFigure,
  FigureAnomaliesInput,
  ListAnomaliesInput,
  openAnomalies,
  pastAnomalies,
  ReopenInput,
  reopenAnomaly,
} from '../../services/watching';
import { router, workspaceProcedure } from '../init';

export const watchingRouter = router({
  open: workspaceProcedure('measurement.read').query(({ ctx }) => openAnomalies(ctx.service)),
  past: workspaceProcedure('measurement.read')
    .input(ListAnomaliesInput)
    .query(({ ctx, input }) => pastAnomalies(ctx.service, input)),
  ofFigure: workspaceProcedure('measurement.read')
    .input(FigureAnomaliesInput)
    .query(({ ctx, input }) => anomaliesOfFigure(ctx.service, input)),
  acknowledge: workspaceProcedure('measurement.acknowledge')
    .input(AcknowledgeInput)
    .mutation(({ ctx, input }) => acknowledgeAnomaly(ctx.service, input)),
  reopen: workspaceProcedure('measurement.acknowledge')
    .input(ReopenInput)
    .mutation(({ ctx, input }) => reopenAnomaly(ctx.service, input)),
});

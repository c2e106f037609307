import { ListBreachesInput, listBreaches, ReportBreachInput, reportBreach } from '../../services/breaches';
import { router, workspaceProcedure } from '../init';

export const breachesRouter = router({
  list: workspaceProcedure('decisions.read')
    .input(ListBreachesInput)
    .query(({ ctx, input }) => listBreaches(ctx.service, input)),
  report: workspaceProcedure('decisions.report')
    .input(ReportBreachInput)
    .mutation(({ ctx, input }) => reportBreach(ctx.service, input)),
});

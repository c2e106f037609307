import { ListEntriesInput, listEntries, verifyLog } from '../../services/audit';
import { router, workspaceProcedure } from '../init';

export const auditRouter = router({
  list: workspaceProcedure('audit.read')
    .input(ListEntriesInput)
    .query(({ ctx, input }) => listEntries(ctx.service, input)),
  verify: workspaceProcedure('audit.read').query(({ ctx }) => verifyLog(ctx.service)),
});

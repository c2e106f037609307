import { demoProgress } from '../../services/simulation';
import { router, workspaceProcedure } from '../init';

export const demoRouter = router({
  progress: workspaceProcedure('workspace.read').query(({ ctx }) => demoProgress(ctx.service)),
});

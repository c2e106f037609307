import { learningCalendar } from '@/server/services/relearning';
import { router, workspaceProcedure } from '../init';

export const relearningRouter = router({
  calendar: workspaceProcedure('decisions.read').query(({ ctx }) => learningCalendar(ctx.service)),
});

import {
  DecideRolloutInput,
  decideRollout,
  getRollout,
  ListRolloutDecisionsInput,
  listRolloutDecisions,
} from '../../services/rollout';
import { router, workspaceProcedure } from '../init';

export const rolloutRouter = router({
  get: workspaceProcedure('rollout.read').query(({ ctx }) => getRollout(ctx.service)),
  decisions: workspaceProcedure('rollout.read')
    .input(ListRolloutDecisionsInput)
    .query(({ ctx, input }) => listRolloutDecisions(ctx.service, input)),
  decide: workspaceProcedure('rollout.decide')
    .input(DecideRolloutInput)
    .mutation(({ ctx, input }) => decideRollout(ctx.service, input)),
});

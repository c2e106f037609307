import {
  AddSuppressionInput,
  addSuppression,
  FindAddressInput,
  findAddress,
  ListSuppressionsInput,
  listSuppressions,
  RemoveSuppressionInput,
  removeSuppression,
} from '../../services/suppressions';
import { router, workspaceProcedure } from '../init';

export const suppressionsRouter = router({
  list: workspaceProcedure('suppressions.read')
    .input(ListSuppressionsInput)
    .query(({ ctx, input }) => listSuppressions(ctx.service, input)),
  find: workspaceProcedure('suppressions.read')
    .input(FindAddressInput)
    .query(({ ctx, input }) => findAddress(ctx.service, input)),
  add: workspaceProcedure('suppressions.edit')
    .input(AddSuppressionInput)
    .mutation(({ ctx, input }) => addSuppression(ctx.service, input)),
  remove: workspaceProcedure('suppressions.edit')
    .input(RemoveSuppressionInput)
    .mutation(({ ctx, input }) => removeSuppression(ctx.service, input)),
});

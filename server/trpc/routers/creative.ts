import {
  JudgeVariantInput,
  judgeVariant,
  ListTestsInput,
  listTests,
  ProposeTestInput,
  proposeTest,
} from '../../services/creative';
import { router, workspaceProcedure } from '../init';

export const creativeRouter = router({
  list: workspaceProcedure('creative.read')
    .input(ListTestsInput)
    .query(({ ctx, input }) => listTests(ctx.service, input)),
  propose: workspaceProcedure('creative.run')
    .input(ProposeTestInput)
    .mutation(({ ctx, input }) => proposeTest(ctx.service, input)),
  judge: workspaceProcedure('creative.judge')
    .input(JudgeVariantInput)
    .mutation(({ ctx, input }) => judgeVariant(ctx.service, input)),
});

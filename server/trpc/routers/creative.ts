import {
  CreateTestInput,
  createTest,
  DraftWordsInput,
  draftWords,
  JudgeVariantInput,
  judgeVariant,
  ListTestsInput,
  LookAgainInput,
  listCreativeDecisions,
  listTests,
  lookAgain,
  PlanTestInput,
  ProposeTestInput,
  planTestFacts,
  proposeTest,
  TestCalendarInput,
  testCalendar,
  WordsNowInput,
  wordsNow,
} from '../../services/creative';
import { router, workspaceProcedure } from '../init';

export const creativeRouter = router({
  list: workspaceProcedure('creative.read')
    .input(ListTestsInput)
    .query(({ ctx, input }) => listTests(ctx.service, input)),
  lookAgain: workspaceProcedure('creative.read')
    .input(LookAgainInput)
    .query(({ ctx, input }) => lookAgain(ctx.service, input)),
  calendar: workspaceProcedure('creative.read')
    .input(TestCalendarInput)
    .query(({ ctx, input }) => testCalendar(ctx.service, input)),
  decisions: workspaceProcedure('creative.read').query(({ ctx }) => listCreativeDecisions(ctx.service)),
  wordsNow: workspaceProcedure('decisions.run')
    .input(WordsNowInput)
    .query(({ ctx, input }) => wordsNow(ctx.service, input)),
  propose: workspaceProcedure('creative.run')
    .input(ProposeTestInput)
    .mutation(({ ctx, input }) => proposeTest(ctx.service, input)),
  plan: workspaceProcedure('creative.run')
    .input(PlanTestInput)
    .query(({ ctx, input }) => planTestFacts(ctx.service, input)),
  draft: workspaceProcedure('creative.run')
    .input(DraftWordsInput)
    .mutation(({ ctx, input }) => draftWords(ctx.service, input)),
  create: workspaceProcedure('creative.run')
    .input(CreateTestInput)
    .mutation(({ ctx, input }) => createTest(ctx.service, input)),
  judge: workspaceProcedure('creative.judge')
    .input(JudgeVariantInput)
    .mutation(({ ctx, input }) => judgeVariant(ctx.service, input)),
});

import {
  checkMended,
  DeadLetterListInput,
  DiscardInput,
  deadLetterGroups,
  discardDeadLetters,
  intake,
  listDeadLetters,
  RecentEventsInput,
  ReplayInput,
  ReplayManyInput,
  readQuality,
  recentEvents,
  replayDeadLetter,
  replayDeadLetters,
} from '../../services/events';
import { router, workspaceProcedure } from '../init';

export const eventsRouter = router({
  recent: workspaceProcedure('events.read')
    .input(RecentEventsInput)
    .query(({ ctx, input }) => recentEvents(ctx.service, input)),
  intake: workspaceProcedure('events.read').query(({ ctx }) => intake(ctx.service)),
  quality: workspaceProcedure('events.read').query(({ ctx }) => readQuality(ctx.service)),
  deadLetters: workspaceProcedure('events.read')
    .input(DeadLetterListInput)
    .query(({ ctx, input }) => listDeadLetters(ctx.service, input)),
  deadLetterGroups: workspaceProcedure('events.read').query(({ ctx }) => deadLetterGroups(ctx.service)),
  checkMended: workspaceProcedure('events.read')
    .input(ReplayInput)
    .query(({ ctx, input }) => checkMended(ctx.service, input)),
  replayDeadLetters: workspaceProcedure('imports.run')
    .input(ReplayManyInput)
    .mutation(({ ctx, input }) => replayDeadLetters(ctx.service, input)),
  discardDeadLetters: workspaceProcedure('imports.run')
    .input(DiscardInput)
    .mutation(({ ctx, input }) => discardDeadLetters(ctx.service, input)),
  replayDeadLetter: workspaceProcedure('imports.run')
    .input(ReplayInput)
    .mutation(({ ctx, input }) => replayDeadLetter(ctx.service, input)),
});

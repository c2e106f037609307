import {
  DeadLetterListInput,
  intake,
  listDeadLetters,
  RecentEventsInput,
  ReplayInput,
  recentEvents,
  replayDeadLetter,
} from '../../services/events';
import { router, workspaceProcedure } from '../init';

export const eventsRouter = router({
  recent: workspaceProcedure('events.read')
    .input(RecentEventsInput)
    .query(({ ctx, input }) => recentEvents(ctx.service, input)),
  intake: workspaceProcedure('events.read').query(({ ctx }) => intake(ctx.service)),
  deadLetters: workspaceProcedure('events.read')
    .input(DeadLetterListInput)
    .query(({ ctx, input }) => listDeadLetters(ctx.service, input)),
  replayDeadLetter: workspaceProcedure('imports.run')
    .input(ReplayInput)
    .mutation(({ ctx, input }) => replayDeadLetter(ctx.service, input)),
});

import { router } from './init';
import { accountRouter } from './routers/account';
import { decisionsRouter } from './routers/decisions';
import { reviewRouter } from './routers/review';
import { workspacesRouter } from './routers/workspaces';

/** Everything the interface can ask for; one line an entity. */
export const appRouter = router({
  account: accountRouter,
  decisions: decisionsRouter,
  review: reviewRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;

import { router } from './init';
import { accountRouter } from './routers/account';
import { workspacesRouter } from './routers/workspaces';

/** Everything the interface can ask for; one line an entity. */
export const appRouter = router({
  account: accountRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;

import { z } from 'zod';
import { getSite, renewSecret, revealSecret, saveSite, seenPages } from '../../services/web';
import { router, workspaceProcedure } from '../init';

export const webRouter = router({
  site: workspaceProcedure('settings.manage').query(({ ctx }) => getSite(ctx.service)),
  seenPages: workspaceProcedure('settings.manage').query(({ ctx }) => seenPages(ctx.service)),
  save: workspaceProcedure('settings.manage')
    .input(z.object({ origins: z.array(z.string().max(300)).max(100), slots: z.array(z.string().max(100)).max(100) }))
    .mutation(({ ctx, input }) => saveSite(ctx.service, input)),
  revealSecret: workspaceProcedure('settings.manage').mutation(({ ctx }) => revealSecret(ctx.service)),
  renewSecret: workspaceProcedure('settings.manage').mutation(({ ctx }) => renewSecret(ctx.service)),
});

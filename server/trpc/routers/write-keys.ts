import { z } from 'zod';
import { createWriteKey, listWriteKeys, revokeWriteKey } from '../../services/write-keys';
import { router, workspaceProcedure } from '../init';

export const writeKeysRouter = router({
  list: workspaceProcedure('settings.manage').query(({ ctx }) => listWriteKeys(ctx.service)),
  create: workspaceProcedure('settings.manage')
    .input(z.object({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => createWriteKey(ctx.service, input)),
  revoke: workspaceProcedure('settings.manage')
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeWriteKey(ctx.service, input)),
});

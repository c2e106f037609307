import { z } from 'zod';
import {
  CreateWriteKeyInput,
  createWriteKey,
  listWriteKeys,
  RotateWriteKeyInput,
  revokeWriteKey,
  rotateWriteKey,
} from '../../services/write-keys';
import { router, workspaceProcedure } from '../init';

export const writeKeysRouter = router({
  list: workspaceProcedure('settings.manage').query(({ ctx }) => listWriteKeys(ctx.service)),
  create: workspaceProcedure('settings.manage')
    .input(CreateWriteKeyInput)
    .mutation(({ ctx, input }) => createWriteKey(ctx.service, input)),
  rotate: workspaceProcedure('settings.manage')
    .input(RotateWriteKeyInput)
    .mutation(({ ctx, input }) => rotateWriteKey(ctx.service, input)),
  revoke: workspaceProcedure('settings.manage')
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeWriteKey(ctx.service, input)),
});

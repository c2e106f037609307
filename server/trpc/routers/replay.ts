import { z } from 'zod';
import {
  cancelReplay,
  getReplay,
  getReplayedReceipt,
  ListChangesInput,
  listReplayChanges,
  listReplays,
  StartReplayInput,
  startReplay,
} from '../../services/replay';
import { router, workspaceProcedure } from '../init';

const One = z.object({ runId: z.uuid() });

export const replayRouter = router({
  start: workspaceProcedure('policies.draft')
    .input(StartReplayInput)
    .mutation(({ ctx, input }) => startReplay(ctx.service, input)),
  cancel: workspaceProcedure('policies.draft')
    .input(One)
    .mutation(({ ctx, input }) => cancelReplay(ctx.service, input)),
  list: workspaceProcedure('policies.read')
    .input(z.object({ draftId: z.uuid().optional() }))
    .query(async ({ ctx, input }) => ({ items: await listReplays(ctx.service, input) })),
  get: workspaceProcedure('policies.read')
    .input(One)
    .query(({ ctx, input }) => getReplay(ctx.service, input)),
  changes: workspaceProcedure('decisions.read')
    .input(ListChangesInput)
    .query(({ ctx, input }) => listReplayChanges(ctx.service, input)),
  receipt: workspaceProcedure('decisions.read')
    .input(One.extend({ decisionId: z.uuid() }))
    .query(({ ctx, input }) => getReplayedReceipt(ctx.service, input)),
});

import {
  activeStops,
  ListStopsInput,
  listStops,
  ResumeInput,
  resumeSending,
  StopInput,
  stopSending,
  WhatWouldGoInput,
  whatWouldGo,
} from '../../services/kill-switch';
import { router, workspaceProcedure } from '../init';

export const killSwitchRouter = router({
  active: workspaceProcedure('workspace.read').query(({ ctx }) => activeStops(ctx.service)),
  waiting: workspaceProcedure('workspace.read')
    .input(WhatWouldGoInput)
    .query(({ ctx, input }) => whatWouldGo(ctx.service, input)),
  history: workspaceProcedure('workspace.read')
    .input(ListStopsInput)
    .query(({ ctx, input }) => listStops(ctx.service, input)),
  stop: workspaceProcedure('killSwitch.stop')
    .input(StopInput)
    .mutation(({ ctx, input }) => stopSending(ctx.service, input)),
  resume: workspaceProcedure('killSwitch.resume')
    .input(ResumeInput)
    .mutation(({ ctx, input }) => resumeSending(ctx.service, input)),
});

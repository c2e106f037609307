import { TURN_MINUTE } from '@/domain/relearning/loops';
import { runDueLoops } from '@/server/services/relearning';
import { liveSweep } from './live-sweep';

/** Runs the learning loops whose turn has come; asked hourly, so that a turn missed is made up for. */
export const relearningSweepFunction = liveSweep('relearning-sweep', `${TURN_MINUTE} * * * *`, (ctx) =>
  runDueLoops(ctx),
);

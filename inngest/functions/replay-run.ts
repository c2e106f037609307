import { replayTurnOf, silentReplays } from '@/server/services/replay';
import { askAgain, inTurns } from './in-turns';

/** Replays decisions under another policy, a short turn at a time. */
export const replayRunFunction = inTurns({
  id: 'replay-run',
  event: 'replay/requested',
  key: 'runId',
  turn: replayTurnOf,
});

/** Finds replays that should be going on and are not. */
export const replaySweepFunction = askAgain('replay-sweep', 'replay/requested', silentReplays);

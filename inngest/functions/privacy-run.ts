import { requestTurnOf, silentRequests } from '@/server/services/privacy';
import { askAgain, inTurns } from './in-turns';

/** Does what a privacy request asks, a short turn at a time. */
export const privacyRunFunction = inTurns({
  id: 'privacy-run',
  event: 'privacy/requested',
  key: 'requestId',
  turn: requestTurnOf,
});

/** Finds privacy requests that should be going on and are not. */
export const privacySweepFunction = askAgain('privacy-sweep', 'privacy/requested', silentRequests);

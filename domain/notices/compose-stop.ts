import { type Surge, surgeWords } from '../autonomy/surge';
import type { Digest } from './compose-digest';

/** What those who may resume are told when an agent was stopped for a volume nobody expected. */
export function composeStop(stop: { company: string; agentName: string; surge: Surge; agentUrl: string }): Digest {
  return {
    subject: `${stop.company}: the ${stop.agentName} agent was stopped`,
    lines: [
      `${surgeWords(stop.surge)}.`,
      'What waited is held, nothing is lost, and its actions have fallen by one level of autonomy. It stays stopped until somebody resumes.',
      `Look at what it decided, and resume: ${stop.agentUrl}`,
    ],
  };
}

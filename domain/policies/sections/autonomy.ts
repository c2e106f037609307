import { z } from 'zod';
import { figure, whole } from '../figure';

/** What raises and lowers the level of an agent’s action. */
export const AutonomyPolicy = z.object({
  startLevel: whole(1, 0, 3, 'Level of an agent’s action nobody has judged yet.', 'level'),
  approvalsToRise: whole(10, 1, 1000, 'Approvals in a row, unedited, that raise an action by one level.', 'approvals'),
  rejectionsToFall: whole(3, 1, 100, 'Rejections in a row that lower it by one level.', 'rejections'),
  evidenceDecisions: whole(30, 1, 10_000, 'Judged decisions that level 3 asks for.', 'decisions'),
  evidenceLowerBound: figure(0.9, 0, 1, 'Lower 95 % bound of “approved unedited” that level 3 asks for.', 'share 0..1'),
});

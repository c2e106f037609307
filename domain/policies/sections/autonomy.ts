import { figure, whole } from '../figure';
import { section } from '../section';

/** What raises and lowers the level of an agent’s action. */
export const AutonomyPolicy = section('Autonomy', 'What raises and lowers the level of an agent’s action.', {
  startLevel: whole(1, 0, 3, 'Level of an agent’s action nobody has judged yet.', 'level', 'Level at the start'),
  approvalsToRise: whole(
    10,
    1,
    1000,
    'Approvals in a row, unedited, that raise an action by one level.',
    'approvals',
    'Approvals to rise',
  ),
  rejectionsToFall: whole(
    3,
    1,
    100,
    'Rejections in a row that lower it by one level.',
    'rejections',
    'Rejections to fall',
  ),
  evidenceDecisions: whole(
    30,
    1,
    10_000,
    'Judged decisions that level 3 asks for.',
    'decisions',
    'Judged decisions for level 3',
  ),
  evidenceLowerBound: figure(
    0.9,
    0,
    1,
    'Lower 95% bound of “approved unedited” that level 3 asks for.',
    'share 0..1',
    'Proven approval share for level 3',
  ),
});

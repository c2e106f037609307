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
  harmDays: whole(
    14,
    1,
    365,
    'Days without a complaint or a wave of unsubscribes that a rise asks for.',
    'days',
    'Days without harm to rise',
  ),
  unsubscribeLimit: figure(
    0.01,
    0,
    1,
    'Share of touches unsubscribed from that, once it is surely exceeded (lower 95% bound), lowers the level.',
    'share 0..1',
    'Unsubscribes that lower it',
  ),
  touchesToJudge: whole(
    100,
    1,
    1_000_000,
    'Touches from which on complaints and unsubscribes can be told from chance.',
    'touches',
    'Touches to judge harm by',
  ),
  confirmDays: whole(
    30,
    1,
    365,
    'Days after which level 2 or 3 falls by one, unless a person has approved a reviewed decision unedited.',
    'days',
    'Days until it has to be confirmed',
  ),
  liftDays: whole(
    90,
    7,
    365,
    'Days over which the effect against the holdout is measured for level 3.',
    'days',
    'Days the effect is measured over',
  ),
});

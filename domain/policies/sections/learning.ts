import { figure, whole } from '../figure';
import { section } from '../section';

/** When the shop’s own outcomes take the place of assumptions, and when they prove that a touch does something. */
export const LearningPolicy = section(
  'Learning from outcomes',
  'When the shop’s own outcomes take the place of assumptions, and when they prove that a touch does something.',
  {
    lookBackDays: whole(
      365,
      30,
      1825,
      'Days of decisions that are learnt from; what is older says little of today.',
      'days',
      'Learns from the last',
    ),
    priorWeight: whole(
      50,
      1,
      10_000,
      'Customers that the assumption counts as: after that many of the shop’s own, both weigh the same.',
      'customers',
      'Weight of the assumption',
    ),
    leastSent: whole(
      100,
      10,
      100_000,
      'Customers written to whose outcome is known, from which on their share of orders is used.',
      'customers',
      'Least customers written to',
    ),
    leastLeftAlone: whole(
      50,
      10,
      100_000,
      'Customers left alone in the same situation, from which on the two groups are compared.',
      'customers',
      'Least customers left alone',
    ),
    testedDays: whole(
      90,
      30,
      730,
      'Days of decisions on which predictions are tested: each one predicted only from what was known when it was made.',
      'days',
      'Tested on the last',
    ),
    leastTested: whole(
      200,
      50,
      1_000_000,
      'Predictions that a test of their calibration asks for.',
      'predictions',
      'Least predictions tested',
    ),
    mostCalibrationError: figure(
      0.03,
      0,
      1,
      'How far predicted and true shares of orders may lie apart on average (expected calibration error) for probabilities to be called calibrated.',
      'share 0..1',
      'Largest calibration error',
    ),
  },
);

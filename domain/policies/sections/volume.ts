import { figure, whole } from '../figure';
import { section } from '../section';

/** When an agent decides so much more than it ever did that it is stopped before anybody is asked. */
export const VolumePolicy = section(
  'Sudden volume',
  'When an agent decides so much more than usual that it is stopped until a person has looked. A campaign’s volume is planned, and not held against it.',
  {
    leastDecisions: whole(
      200,
      1,
      10_000_000,
      'Decisions within an hour up to which nothing is sudden.',
      'decisions',
      'Never below',
    ),
    timesBusiestHour: figure(
      5,
      1,
      1_000,
      'An hour with more decisions than the agent’s busiest one before, times this, is one of two signs; both together stop it.',
      'times',
      'Times its busiest hour',
    ),
    timesBusiestDay: figure(
      1,
      0,
      1_000,
      'An hour with more decisions than the agent’s busiest day before, times this, is the other sign: a rush of one season stays below it, a loop does not.',
      'times',
      'Times its busiest day',
    ),
    lookBackDays: whole(
      28,
      1,
      365,
      'Days over which the busiest hour and the busiest day are looked for.',
      'days',
      'Compared with the last',
    ),
    knownDays: whole(
      7,
      1,
      365,
      'Days of those on which the agent must have decided: before that there is no usual to compare with.',
      'days',
      'Days known before',
    ),
  },
);

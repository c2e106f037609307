import { z } from 'zod';
import { whole } from '../figure';
import { recordOf } from '../lists';
import { section } from '../section';

const AGENT_ACTION = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?$/;

/** Who goes first when several agents or campaigns want the same customer, and how close they may come. */
export const ArbitrationPolicy = section(
  'Between agents',
  'Who goes first when several agents or campaigns want the same customer, and how close they may come.',
  {
    priorities: recordOf(
      AGENT_ACTION,
      'an agent, or an agent and an action of it, such as campaign or cart_winback.winback_offer',
      z.number().int().min(0).max(1000),
    )
      .default({ cart_winback: 10, campaign: 20, lifecycle: 30 })
      .meta({
        title: 'Priorities',
        description:
          'Priority by agent, or by agent and action where an action is to differ. Lower goes first; who is not named goes last. Between equals the campaign of higher priority goes first, then the higher expected value.',
        unit: 'priority',
      }),
    gapHours: whole(
      24,
      0,
      720,
      'Least time between two messages of different agents or campaigns; decisions closer than this compete.',
      'hours',
      'Gap between agents',
    ),
    touchesPerWeek: whole(
      4,
      0,
      100,
      'Messages of any channel one customer may get within any 7 days.',
      'touches',
      'Touches per week',
    ),
    monthlyAim: whole(
      5,
      0,
      200,
      'Messages within 30 days beyond which only those who go first (see “Beyond the aim up to”) may still write.',
      'touches',
      'Monthly aim',
    ),
    firstUpTo: whole(
      10,
      0,
      1000,
      'Priority up to which an action may go beyond the monthly aim.',
      'priority',
      'Beyond the aim up to',
    ),
  },
);

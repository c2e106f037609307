import { z } from 'zod';
import { ChannelId } from '../../channels/channel';
import { figure, MOST_CENTS, whole } from '../figure';
import { section } from '../section';

/** What may be spent: on messages, and on the discounts they give. */
export const BudgetsPolicy = section('Budgets', 'What may be spent on messages and on the discounts they give.', {
  channelCents: z.partialRecord(ChannelId, z.number().int().min(0).max(MOST_CENTS)).default({}).meta({
    title: 'Cap per channel',
    description: 'Cap of a channel within the window; a channel that is not named has none.',
    unit: 'cents',
  }),
  windowDays: whole(30, 1, 366, 'Length of that rolling window.', 'days', 'Budget window'),
  pauseAtPercent: figure(
    95,
    1,
    100,
    'Share of a cap at which sending pauses, before the cap itself.',
    'percent',
    'Pause at',
  ),
  costPerThousandCents: z.partialRecord(ChannelId, z.number().min(0).max(MOST_CENTS)).default({}).meta({
    title: 'Cost of a thousand messages',
    description: 'What a thousand messages of a channel cost; nothing where not named.',
    unit: 'cents',
  }),
});

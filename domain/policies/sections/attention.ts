import { z } from 'zod';
import { ChannelId } from '../../channels/channel';
import { figure, whole } from '../figure';
import { section } from '../section';

/** One budget of attention per customer, shared by all channels, agents and campaigns. */
export const AttentionPolicy = section('Attention', 'One budget of attention per customer, shared by all channels.', {
  budget: figure(
    8,
    0,
    1000,
    'What one customer may be asked for within the window, all channels together.',
    'points',
    'Attention budget',
  ),
  windowDays: whole(30, 1, 90, 'Length of that rolling window.', 'days', 'Attention window'),
  cost: z
    .partialRecord(ChannelId, z.number().min(0).max(100))
    .default({ email: 1, sms: 1, whatsapp: 1, push: 1, web: 0 })
    .meta({
      title: 'Cost of a message',
      description: 'What one message of a channel takes of it. A web message is seen only by who comes by.',
      unit: 'points',
    }),
});

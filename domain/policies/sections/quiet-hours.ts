import { z } from 'zod';
import { CHANNELS, ChannelId } from '../../channels/channel';
import { whole } from '../figure';
import { recordOf } from '../lists';
import { section } from '../section';

/** ISO 3166: a country, alone or with a subdivision. */
const REGION = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/;

const RegionHours = z.object({
  from: z.number().int().min(0).max(23),
  to: z.number().int().min(1).max(24),
  sundayFrom: z.number().int().min(0).max(24),
});

/** When a message that rings may arrive, in the recipient’s own zone. */
export const QuietHoursPolicy = section(
  'Quiet hours',
  'When a message that rings may arrive, in the recipient’s own zone.',
  {
    channels: z.array(ChannelId).max(CHANNELS.length).default(['sms', 'whatsapp', 'push']).meta({
      title: 'Channels that keep quiet hours',
      description: 'Channels that keep these hours: those that ring or light up a phone.',
      unit: 'channels',
    }),
    from: whole(
      9,
      0,
      23,
      'First hour in the recipient’s own zone at which a message may arrive.',
      'hour',
      'Messages may arrive from',
    ),
    to: whole(
      20,
      1,
      24,
      'Hour in the recipient’s own zone from which on none may arrive.',
      'hour',
      'Messages may arrive until',
    ),
    stricterRegions: recordOf(REGION, 'a country, or a country and a state of it, such as US or US-TX', RegionHours)
      .default({
        'US-FL': { from: 8, to: 20, sundayFrom: 8 },
        'US-OK': { from: 8, to: 20, sundayFrom: 8 },
        'US-WA': { from: 8, to: 20, sundayFrom: 8 },
        'US-TX': { from: 9, to: 21, sundayFrom: 12 },
      })
      .meta({
        title: 'Regions with hours of their own',
        description: 'Regions whose law has hours of its own; the narrower of both windows holds.',
      }),
  },
);

import { z } from 'zod';
import { whole } from '../figure';
import { section } from '../section';

/** When an SMS may arrive, in the recipient’s own zone. */
export const QuietHoursPolicy = section('Quiet hours', 'When an SMS may arrive, in the recipient’s own zone.', {
  from: whole(
    9,
    0,
    23,
    'First hour in the recipient’s own zone at which an SMS may arrive.',
    'hour',
    'SMS may arrive from',
  ),
  to: whole(
    20,
    1,
    24,
    'Hour in the recipient’s own zone from which on no SMS may arrive.',
    'hour',
    'SMS may arrive until',
  ),
  stricterRegions: z
    .record(z.string(), z.object({ from: z.number().int(), to: z.number().int(), sundayFrom: z.number().int() }))
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
});

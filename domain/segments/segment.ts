import { z } from 'zod';
import { SegmentRule } from './rule-schema';

/** What people write of a segment. */
export const SegmentDocument = z.object({
  name: z.string().trim().min(1, 'Give the segment a name.').max(80, 'A name has 80 characters at most.'),
  description: z.string().trim().max(300, 'A description has 300 characters at most.').default(''),
  rule: SegmentRule,
});
export type SegmentDocument = z.infer<typeof SegmentDocument>;

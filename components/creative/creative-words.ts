import type { Tone } from '@/components/ui/badge';
import type { TestStatus, VariantStatus } from '@/server/services/creative';

type Words = { readonly label: string; readonly tone: Tone };

/** Where a test stands. */
export const STATUS_WORDS: Record<TestStatus, Words> = {
  proposed: { label: 'To judge', tone: 'warn' },
  planned: { label: 'Planned', tone: 'info' },
  running: { label: 'Running', tone: 'info' },
  concluded: { label: 'Concluded', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'neutral' },
};

/** Where a variant stands. */
export const VARIANT_WORDS: Record<VariantStatus, Words> = {
  proposed: { label: 'To judge', tone: 'warn' },
  approved: { label: 'Approved', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'bad' },
  running: { label: 'In the test', tone: 'info' },
  won: { label: 'Winner', tone: 'good' },
  retired: { label: 'Retired', tone: 'neutral' },
};

import { z } from 'zod';
import { CopyWords } from '../copy/copy-words';
import { COPY_STYLES } from '../copy/styles';
import { stableUnit } from '../shared/stable-hash';

/** One arm of a test; `share` of all arms sum to 1. */
export type Arm = { readonly id: string; readonly share: number };

/** The arm of a customer: by nothing but the test and the customer, so it is the same for ever. Null without arms. */
export function armFor<Of extends Arm>(experimentId: string, arms: readonly Of[], customerId: string): Of | null {
  const draw = stableUnit(experimentId, customerId);
  let reached = 0;
  for (const arm of arms) {
    reached += arm.share;
    if (draw < reached) return arm;
  }
  return arms.at(-1) ?? null;
}

/** How a customer came to their arm: in which period of the test's shares, and how likely this arm was for them then. */
export const Draw = z.object({ period: z.number().int().min(1), propensity: z.number().gt(0).max(1) });
export type Draw = z.infer<typeof Draw>;

/** The words one customer gets for one kind of message, as a snapshot holds them. */
export const AssignedWords = z.object({
  experimentId: z.string(),
  variantId: z.string(),
  style: z.enum(COPY_STYLES),
  agentId: z.string(),
  action: z.string(),
  channel: z.string(),
  templateId: z.string(),
  /** A test is running; false once a winner is what everybody gets. */
  isTest: z.boolean(),
  /** Only while a test runs; not in snapshots of before it was kept. */
  draw: Draw.optional(),
  /** Null: what the template library says. */
  words: CopyWords.nullable(),
  writtenBy: z.enum(['template', 'model']),
  /** The attempt that wrote the words; null for the library's. */
  draftId: z.string().nullable(),
  /** Facts that any arm names: who lacks one is left out whatever their arm, so that arms stay alike. */
  slots: z.array(z.string()),
});
export type AssignedWords = z.infer<typeof AssignedWords>;

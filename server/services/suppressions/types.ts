import { z } from 'zod';
import {
  REASONS_BY_HAND,
  SUPPRESSED_CHANNELS,
  SUPPRESSION_REASONS,
  type SuppressedChannel,
} from '@/domain/suppressions/suppression';

const Note = z.string().trim().min(3, 'Say why, in a few words.').max(500);
const Address = z.string().trim().min(1).max(320);

export const SuppressionFilters = z.object({
  reason: z.enum(SUPPRESSION_REASONS).optional(),
  channel: z.enum(SUPPRESSED_CHANNELS).optional(),
});
export const ListSuppressionsInput = SuppressionFilters.extend({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
/** One whole address: hashes cannot be searched by a part. */
export const FindAddressInput = z.object({ address: Address });
export const AddSuppressionInput = z.object({ address: Address, reason: z.enum(REASONS_BY_HAND), note: Note });
export const RemoveSuppressionInput = z.object({
  channel: z.enum(SUPPRESSED_CHANNELS),
  /** Of one address: a telephone number may stand there with and without its plus. */
  addressHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(2),
  note: Note,
});

/** An entry of the list. Which address it is stands nowhere: only its keyed hashes. */
export type SuppressionItem = {
  channel: SuppressedChannel;
  addressHashes: string[];
  reason: string;
  /** In the words of the person who added it by hand. */
  note: string | null;
  /** Null for entries made before this was kept. */
  actor: string | null;
  actorName: string | null;
  /** The message it came of. */
  messageId: string | null;
  createdAt: Date;
  /** Only with the right to override may it be taken off. */
  isProtected: boolean;
};

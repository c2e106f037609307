import { z } from 'zod';
import {
  IDENTIFIER_KINDS,
  type IdentifierKind,
  REGIMES,
  REQUEST_KINDS,
  REQUEST_VIEWS,
  type Regime,
  type RequestKind,
  type RequestStatus,
} from '@/domain/privacy/request';
import { KnownDate } from '@/domain/shared/known-instant';

export const ReceiveRequestInput = z.object({
  kind: z.enum(REQUEST_KINDS),
  regime: z.enum(REGIMES),
  /** What the person is known by: address, number or the shop's own id. */
  identifierKind: z.enum(IDENTIFIER_KINDS),
  identifier: z.string().trim().min(1).max(320),
  note: z.string().trim().max(1_000).optional(),
  /** When it came, where that was before now: the clock of the law runs from then. */
  receivedAt: KnownDate.optional(),
});

export const RequestIdInput = z.object({ requestId: z.uuid() });
const Reason = z.string().trim().min(3, 'Say why, in a few words.').max(500);
export const VerifyRequestInput = RequestIdInput.extend({ verification: Reason });
export const ReasonInput = RequestIdInput.extend({ reason: Reason });
/** Asks who somebody is known as, before a request is written down. */
export const LookUpPersonInput = ReceiveRequestInput.pick({ identifierKind: true, identifier: true });
export const RequestFilters = z.object({
  /** Those that wait, those of them whose term is over, those that ended, or all. */
  show: z.enum(REQUEST_VIEWS).default('open'),
  kind: z.enum(REQUEST_KINDS).optional(),
});
export const ListRequestsInput = RequestFilters.extend({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});

export type PrivacyRequestItem = {
  id: string;
  kind: RequestKind;
  regime: Regime;
  status: RequestStatus;
  identifierKind: IdentifierKind;
  /** Null once the person is erased. */
  identifier: string | null;
  customerId: string | null;
  source: string;
  receivedAt: Date;
  dueAt: Date;
  endedAt: Date | null;
};

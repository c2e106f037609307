import type { RequestKind } from '@/domain/privacy/request';
import type { PersonTable } from '@/domain/privacy/table-plan';
import { PERSON_TABLES } from '@/domain/privacy/tables';
import type { PrivacyRequest } from '../../generated/prisma/client';

/** Whether a request of this kind asks for a copy of the data. */
export function asksForCopy(kind: RequestKind): kind is 'access' | 'portability' {
  return kind === 'access' || kind === 'portability';
}

/** The tables a copy has: an access request sees all, portability what the person or the shop told. */
export function plansOf(kind: 'access' | 'portability'): readonly PersonTable[] {
  return PERSON_TABLES.filter(({ isProvided }) => kind === 'access' || isProvided);
}

/** The tables of the copy that a request lets one hand out now; null where it asks for none or may not yet have it. */
export function plansOfCopy(request: PrivacyRequest): readonly PersonTable[] | null {
  const kind = request.kind as RequestKind;
  const isReady = request.verifiedAt !== null && request.status !== 'refused' && request.customerId !== null;
  return isReady && asksForCopy(kind) ? plansOf(kind) : null;
}

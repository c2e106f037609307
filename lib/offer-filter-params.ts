import { createLoader, parseAsStringLiteral } from 'nuqs/server';
import { LEDGER_KINDS } from '@/domain/offers/discount-ledger';
import { parseAsId } from './decision-filter-params';

/** Filters of the discount ledger in the URL; what cannot be read is none. */
export const ledgerFilterParams = { offer: parseAsId, kind: parseAsStringLiteral(LEDGER_KINDS) };

/** Reads them in a page or route: `const chosen = await loadLedgerFilters(searchParams)`. */
export const loadLedgerFilters = createLoader(ledgerFilterParams);

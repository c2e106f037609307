import { ledgerFilterParams, loadLedgerFilters } from '@/lib/offer-filter-params';
import { exportLedger } from '@/server/services/offers';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** The discount ledger, or what the filters leave of it, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'discount-ledger', (ctx, params) => {
    refuseUnreadable(params, ledgerFilterParams);
    const { offer, kind } = loadLedgerFilters(params);
    return exportLedger(ctx, { ...(offer && { offerPolicyId: offer }), ...(kind && { kind }) });
  });
}

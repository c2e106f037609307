import { askedCustomers, customerFilterParams, loadCustomerFilters } from '@/lib/customer-filter-params';
import { exportCustomers } from '@/server/services/customers';
import { csvDoor } from '../csv-door';
import { refuseUnreadable } from '../read-filters';

/** All customers that the filters of the list leave, in its order, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'customers', (ctx, params) => {
    refuseUnreadable(params, customerFilterParams);
    return exportCustomers(ctx, askedCustomers(loadCustomerFilters(params)));
  });
}

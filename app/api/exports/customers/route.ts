import { askedCustomers, loadCustomerFilters } from '@/lib/customer-filter-params';
import { exportCustomers } from '@/server/services/customers';
import { csvDoor } from '../csv-door';

/** All customers that the filters of the list leave, in its order, as a CSV file. */
export function GET(request: Request): Promise<Response> {
  return csvDoor(request, 'customers', (ctx, params) =>
    exportCustomers(ctx, askedCustomers(loadCustomerFilters(params))),
  );
}

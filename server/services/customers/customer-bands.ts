import { type ValueBand, valueBands } from '@/domain/customers/value-bands';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';

/** Bands of lifetime value that customers can be looked for by, from the policy in force. Right: customers.read. */
export async function customerBands(ctx: ServiceContext): Promise<ValueBand[]> {
  authorise(ctx, 'customers.read');
  return valueBands((await activePolicy(ctx)).document);
}

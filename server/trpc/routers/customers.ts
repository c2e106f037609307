import { z } from 'zod';
import { CartListInput, listCarts } from '../../services/carts';
import { listConsents } from '../../services/consent';
import {
  CustomerListInput,
  customerTimeline,
  getCustomer,
  listCustomers,
  TimelineInput,
} from '../../services/customers';
import { listProducts, ProductListInput } from '../../services/products';
import { router, workspaceProcedure } from '../init';

const One = z.object({ customerId: z.uuid() });

export const customersRouter = router({
  list: workspaceProcedure('customers.read')
    .input(CustomerListInput)
    .query(({ ctx, input }) => listCustomers(ctx.service, input)),
  get: workspaceProcedure('customers.read')
    .input(One)
    .query(({ ctx, input }) => getCustomer(ctx.service, input)),
  timeline: workspaceProcedure('customers.read')
    .input(TimelineInput)
    .query(({ ctx, input }) => customerTimeline(ctx.service, input)),
  consents: workspaceProcedure('customers.read')
    .input(One)
    .query(({ ctx, input }) => listConsents(ctx.service, input)),
  carts: workspaceProcedure('customers.read')
    .input(CartListInput)
    .query(({ ctx, input }) => listCarts(ctx.service, input)),
  products: workspaceProcedure('workspace.read')
    .input(ProductListInput)
    .query(({ ctx, input }) => listProducts(ctx.service, input)),
});

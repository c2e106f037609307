import { z } from 'zod';
import {
  CustomerListInput,
  customerBands,
  customerTimeline,
  getCustomer,
  listCustomers,
  TimelineInput,
} from '../../services/customers';
import { router, workspaceProcedure } from '../init';

export const customersRouter = router({
  list: workspaceProcedure('customers.read')
    .input(CustomerListInput)
    .query(({ ctx, input }) => listCustomers(ctx.service, input)),
  bands: workspaceProcedure('customers.read').query(({ ctx }) => customerBands(ctx.service)),
  get: workspaceProcedure('customers.read')
    .input(z.object({ customerId: z.uuid() }))
    .query(({ ctx, input }) => getCustomer(ctx.service, input)),
  timeline: workspaceProcedure('customers.read')
    .input(TimelineInput)
    .query(({ ctx, input }) => customerTimeline(ctx.service, input)),
});

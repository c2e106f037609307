import {
  countMergeSuggestions,
  DismissMergeInput,
  dismissMerge,
  ListMergesInput,
  listMergeSuggestions,
  listMerges,
  MergeInput,
  MergeSuggestionsInput,
  mergeCustomers,
  UnmergeInput,
  unmergeCustomers,
} from '../../services/events';
import { router, workspaceProcedure } from '../init';

export const mergesRouter = router({
  suggestions: workspaceProcedure('customers.read')
    .input(MergeSuggestionsInput)
    .query(({ ctx, input }) => listMergeSuggestions(ctx.service, input)),
  count: workspaceProcedure('customers.read').query(({ ctx }) => countMergeSuggestions(ctx.service)),
  ofCustomer: workspaceProcedure('customers.read')
    .input(ListMergesInput)
    .query(({ ctx, input }) => listMerges(ctx.service, input)),
  dismiss: workspaceProcedure('customers.merge')
    .input(DismissMergeInput)
    .mutation(({ ctx, input }) => dismissMerge(ctx.service, input)),
  merge: workspaceProcedure('customers.merge')
    .input(MergeInput)
    .mutation(({ ctx, input }) => mergeCustomers(ctx.service, input)),
  unmerge: workspaceProcedure('customers.merge')
    .input(UnmergeInput)
    .mutation(({ ctx, input }) => unmergeCustomers(ctx.service, input)),
});

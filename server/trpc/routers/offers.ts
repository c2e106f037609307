import {
  ApproveOfferInput,
  approveOfferPolicy,
  ListLedgerInput,
  listLedger,
  listOfferPolicies,
  OfferPolicyInput,
  proposeOfferPolicy,
  RevokeOfferInput,
  revokeOfferPolicy,
} from '../../services/offers';
import { router, workspaceProcedure } from '../init';

export const offersRouter = router({
  list: workspaceProcedure('offers.read').query(({ ctx }) => listOfferPolicies(ctx.service)),
  ledger: workspaceProcedure('offers.read')
    .input(ListLedgerInput)
    .query(({ ctx, input }) => listLedger(ctx.service, input)),
  propose: workspaceProcedure('offers.propose')
    .input(OfferPolicyInput)
    .mutation(({ ctx, input }) => proposeOfferPolicy(ctx.service, input)),
  approve: workspaceProcedure('offers.approve')
    .input(ApproveOfferInput)
    .mutation(({ ctx, input }) => approveOfferPolicy(ctx.service, input)),
  revoke: workspaceProcedure('offers.approve')
    .input(RevokeOfferInput)
    .mutation(({ ctx, input }) => revokeOfferPolicy(ctx.service, input)),
});

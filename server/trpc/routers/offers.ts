import {
  ApproveOfferInput,
  approveOfferPolicy,
  countOffersToApprove,
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
  toApprove: workspaceProcedure('offers.read').query(({ ctx }) => countOffersToApprove(ctx.service)),
  ledger: workspaceProcedure('offers.read')
    .input(ListLedgerInput)
    .query(({ ctx, input }) => listLedger(ctx.service, input)),
  propose: workspaceProcedure('offers.propose')
    .input(OfferPolicyInput)
    .mutation(({ ctx, input }) => proposeOfferPolicy(ctx.service, input)),
  approve: workspaceProcedure('offers.approve')
    .input(ApproveOfferInput)
    .mutation(({ ctx, input }) => approveOfferPolicy(ctx.service, input)),
  // A proposal of one's own is taken back without the right to approve: the service asks.
  revoke: workspaceProcedure('offers.propose')
    .input(RevokeOfferInput)
    .mutation(({ ctx, input }) => revokeOfferPolicy(ctx.service, input)),
});

import {
  countRequests,
  extendRequest,
  getRequest,
  ListRequestsInput,
  LookUpPersonInput,
  letReturn,
  listRequests,
  lookUpPerson,
  ReasonInput,
  ReceiveRequestInput,
  RequestIdInput,
  receiveRequest,
  refuseRequest,
  runRequest,
  VerifyRequestInput,
  verifyRequest,
} from '../../services/privacy';
import { router, workspaceProcedure } from '../init';

export const privacyRouter = router({
  list: workspaceProcedure('privacy.manage')
    .input(ListRequestsInput)
    .query(({ ctx, input }) => listRequests(ctx.service, input)),
  get: workspaceProcedure('privacy.manage')
    .input(RequestIdInput)
    .query(({ ctx, input }) => getRequest(ctx.service, input)),
  counts: workspaceProcedure('privacy.manage').query(({ ctx }) => countRequests(ctx.service)),
  lookUp: workspaceProcedure('privacy.manage')
    .input(LookUpPersonInput)
    .query(({ ctx, input }) => lookUpPerson(ctx.service, input)),
  receive: workspaceProcedure('privacy.manage')
    .input(ReceiveRequestInput)
    .mutation(({ ctx, input }) => receiveRequest(ctx.service, input)),
  verify: workspaceProcedure('privacy.manage')
    .input(VerifyRequestInput)
    .mutation(({ ctx, input }) => verifyRequest(ctx.service, input)),
  run: workspaceProcedure('privacy.manage')
    .input(RequestIdInput)
    .mutation(({ ctx, input }) => runRequest(ctx.service, input)),
  extend: workspaceProcedure('privacy.manage')
    .input(ReasonInput)
    .mutation(({ ctx, input }) => extendRequest(ctx.service, input)),
  refuse: workspaceProcedure('privacy.manage')
    .input(ReasonInput)
    .mutation(({ ctx, input }) => refuseRequest(ctx.service, input)),
  letReturn: workspaceProcedure('privacy.manage')
    .input(ReasonInput)
    .mutation(({ ctx, input }) => letReturn(ctx.service, input)),
});

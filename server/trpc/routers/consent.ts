import { AskAgainInput, askAgain } from '../../services/consent';
import { ConsentHistoryInput, CorrectConsentInput, consentHistory, correctConsent } from '../../services/preferences';
import { router, workspaceProcedure } from '../init';

export const consentRouter = router({
  history: workspaceProcedure('customers.read')
    .input(ConsentHistoryInput)
    .query(({ ctx, input }) => consentHistory(ctx.service, input)),
  correct: workspaceProcedure('privacy.manage')
    .input(CorrectConsentInput)
    .mutation(({ ctx, input }) => correctConsent(ctx.service, input)),
  askAgain: workspaceProcedure('customers.ask')
    .input(AskAgainInput)
    .mutation(({ ctx, input }) => askAgain(ctx.service, input)),
});

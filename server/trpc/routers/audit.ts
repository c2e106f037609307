import {
  GetEntryInput,
  getEntry,
  installationSigner,
  ListEntriesInput,
  listActors,
  listEntries,
  VerifyPartInput,
  verifyPart,
} from '../../services/audit';
import { router, workspaceProcedure } from '../init';

const audited = workspaceProcedure('audit.read');

export const auditRouter = router({
  list: audited.input(ListEntriesInput).query(({ ctx, input }) => listEntries(ctx.service, input)),
  get: audited.input(GetEntryInput).query(({ ctx, input }) => getEntry(ctx.service, input)),
  actors: audited.query(({ ctx }) => listActors(ctx.service)),
  publicKey: audited.query(() => installationSigner().publicKey),
  verify: audited.input(VerifyPartInput).query(({ ctx, input }) => verifyPart(ctx.service, input)),
});

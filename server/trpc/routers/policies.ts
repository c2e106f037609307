import { z } from 'zod';
import {
  ActivateDraftInput,
  activateDraft,
  CreateDraftInput,
  createDraft,
  discardDraft,
  getDraft,
  getVersion,
  judgeDocument,
  ListVersionsInput,
  listDrafts,
  listVersions,
  policyForms,
  RollBackInput,
  rollBack,
  SaveDraftInput,
  saveDraft,
} from '../../services/policies';
import { router, workspaceProcedure } from '../init';

const VersionInput = z.object({ version: z.number().int().min(1).max(2_147_483_647) });
const DraftInput = z.object({ draftId: z.uuid() });

export const policiesRouter = router({
  forms: workspaceProcedure('policies.read').query(({ ctx }) => policyForms(ctx.service)),
  versions: workspaceProcedure('policies.read')
    .input(ListVersionsInput)
    .query(({ ctx, input }) => listVersions(ctx.service, input)),
  version: workspaceProcedure('policies.read')
    .input(VersionInput)
    .query(({ ctx, input }) => getVersion(ctx.service, input)),
  drafts: workspaceProcedure('policies.read').query(({ ctx }) => listDrafts(ctx.service)),
  draft: workspaceProcedure('policies.read')
    .input(DraftInput)
    .query(({ ctx, input }) => getDraft(ctx.service, input)),
  // A mutation for its size alone: a whole document does not fit into an address.
  judge: workspaceProcedure('policies.read')
    .input(z.object({ document: z.record(z.string(), z.unknown()) }))
    .mutation(({ ctx, input }) => judgeDocument(ctx.service, input)),
  createDraft: workspaceProcedure('policies.draft')
    .input(CreateDraftInput)
    .mutation(({ ctx, input }) => createDraft(ctx.service, input)),
  saveDraft: workspaceProcedure('policies.draft')
    .input(SaveDraftInput)
    .mutation(({ ctx, input }) => saveDraft(ctx.service, input)),
  discardDraft: workspaceProcedure('policies.draft')
    .input(DraftInput.extend({ revision: z.number().int().min(1) }))
    .mutation(({ ctx, input }) => discardDraft(ctx.service, input)),
  activate: workspaceProcedure('policies.activate')
    .input(ActivateDraftInput)
    .mutation(({ ctx, input }) => activateDraft(ctx.service, input)),
  rollBack: workspaceProcedure('policies.activate')
    .input(RollBackInput)
    .mutation(({ ctx, input }) => rollBack(ctx.service, input)),
});

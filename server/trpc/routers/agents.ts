import { z } from 'zod';
import { getAgent, listAgents } from '../../services/agents';
import { LevelChangesInput, listLevelChanges, SetLevelInput, setAutonomyLevel } from '../../services/autonomy';
import { ChooseVersionInput, chooseVersion, compareLeads, getLearnt } from '../../services/learning';
import { router, workspaceProcedure } from '../init';

export const agentsRouter = router({
  list: workspaceProcedure('decisions.read').query(({ ctx }) => listAgents(ctx.service)),
  get: workspaceProcedure('decisions.read')
    .input(z.object({ agentId: z.string().max(32) }))
    .query(({ ctx, input }) => getAgent(ctx.service, input)),
  levelChanges: workspaceProcedure('decisions.read')
    .input(LevelChangesInput)
    .query(({ ctx, input }) => listLevelChanges(ctx.service, input)),
  learnt: workspaceProcedure('decisions.read')
    .input(z.object({ agentId: z.string().max(32) }))
    .query(({ ctx, input }) => getLearnt(ctx.service, input)),
  leads: workspaceProcedure('decisions.read').query(({ ctx }) => compareLeads(ctx.service)),
  chooseVersion: workspaceProcedure('autonomy.override')
    .input(ChooseVersionInput)
    .mutation(({ ctx, input }) => chooseVersion(ctx.service, input)),
  setLevel: workspaceProcedure('autonomy.override')
    .input(SetLevelInput)
    .mutation(({ ctx, input }) => setAutonomyLevel(ctx.service, input)),
});

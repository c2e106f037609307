import {
  AssignTemplateInput,
  assignTemplate,
  ConnectInput,
  connectProvider,
  DisconnectInput,
  disconnectProvider,
  listChannels,
  listTemplates,
  refreshTemplates,
  SendTestInput,
  sendProviderTest,
} from '../../services/providers';
import { router, workspaceProcedure } from '../init';

export const providersRouter = router({
  list: workspaceProcedure('settings.manage').query(({ ctx }) => listChannels(ctx.service)),
  connect: workspaceProcedure('settings.manage')
    .input(ConnectInput)
    .mutation(({ ctx, input }) => connectProvider(ctx.service, input)),
  disconnect: workspaceProcedure('settings.manage')
    .input(DisconnectInput)
    .mutation(({ ctx, input }) => disconnectProvider(ctx.service, input)),
  templates: workspaceProcedure('settings.manage').query(({ ctx }) => listTemplates(ctx.service)),
  refreshTemplates: workspaceProcedure('settings.manage').mutation(({ ctx }) => refreshTemplates(ctx.service)),
  assignTemplate: workspaceProcedure('settings.manage')
    .input(AssignTemplateInput)
    .mutation(({ ctx, input }) => assignTemplate(ctx.service, input)),
  test: workspaceProcedure('settings.manage')
    .input(SendTestInput)
    .mutation(({ ctx, input }) => sendProviderTest(ctx.service, input)),
});

export { openAccount } from './account';
export { AssignTemplateInput, assignTemplate } from './assign-template';
export { assignedTemplates, templatesInUse } from './assigned-templates';
export { ConnectInput, connectProvider } from './connect';
export { DisconnectInput, disconnectProvider } from './disconnect';
export { listChannels } from './list-channels';
export { listTemplates } from './list-templates';
export { providersOf } from './providers-of';
export { refreshTemplates, sweepTemplates } from './refresh-templates';
export { reportOnTemplate } from './report-on-template';
export { SendTestInput, sendProviderTest, type TestEnded } from './send-test';
export type {
  ChannelsView,
  ChannelView,
  ConnectedView,
  ProviderChoice,
  ProviderHealth,
  TemplatesView,
  TemplateView,
} from './types';

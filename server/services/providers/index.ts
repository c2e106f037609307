export { openAccount } from './account';
export { ConnectInput, connectProvider } from './connect';
export { DisconnectInput, disconnectProvider } from './disconnect';
export { listChannels } from './list-channels';
export { providersOf } from './providers-of';
export { SendTestInput, sendProviderTest, type TestEnded } from './send-test';
export type { ChannelsView, ChannelView, ConnectedView, ProviderChoice, ProviderHealth } from './types';

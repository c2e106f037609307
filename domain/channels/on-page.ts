import type { ChannelId } from './channel';

/** The provider of what is shown on the shop's own pages: it waits for its customer to come by, and is never dispatched. */
export const ON_PAGE = 'web';

/**
 * Whether a message is taken by a page that its customer opens. Simulated people open none, and in virtual time nobody
 * does: what is for them goes to the sandbox.
 */
export function isTakenByPage(
  channel: ChannelId,
  { workspace, isSimulated }: { workspace: { isVirtual: boolean }; isSimulated: boolean },
): boolean {
  return channel === 'web' && !workspace.isVirtual && !isSimulated;
}

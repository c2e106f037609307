import type { ListedAddress, SuppressedChannel } from '@/domain/suppressions/suppression';
import type { ServiceContext } from '../../context';
import { addressHash } from '../consent';

type Key = { channel: SuppressedChannel; addressHash: string };

/** The keys under which an address may stand on the list: each channel by each spelling. */
export function hashesOf({ workspaceId }: ServiceContext, { channels, spellings }: ListedAddress): Promise<Key[]> {
  const pairs = channels.flatMap((channel) => spellings.map((spelling) => ({ channel, spelling })));
  return Promise.all(
    pairs.map(async ({ channel, spelling }) => ({
      channel,
      addressHash: await addressHash(workspaceId, channel, spelling),
    })),
  );
}

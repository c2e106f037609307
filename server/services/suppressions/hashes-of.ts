import type { ListedAddress, SuppressedChannel } from '@/domain/suppressions/suppression';
import type { ServiceContext } from '../../context';
import { addressHashes } from '../consent';

type Key = { channel: SuppressedChannel; addressHash: string };

/** The keys under which an address may stand on the list, by channel; the one it is kept under now comes first. */
export async function hashesOf({ workspaceId }: ServiceContext, { channels, address }: ListedAddress): Promise<Key[]> {
  const keys = await Promise.all(
    channels.map(async (channel) =>
      (await addressHashes(workspaceId, channel, address)).map((addressHash) => ({ channel, addressHash })),
    ),
  );
  return keys.flat();
}

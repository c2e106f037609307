import { isIP } from 'node:net';
import { isPublicAddress } from '../webhook/public-address';

/**
 * Whether nothing may be said to the server at this address before the line is encrypted, even if it offers no
 * encryption: whoever stands on the way could take the offer out. A server of one's own network (an address of it, or a
 * name without a dot) may do without; `?tls=required` and `?tls=optional` say otherwise.
 */
export function mustEncrypt({ hostname, searchParams }: URL): boolean {
  const said = searchParams.get('tls');
  if (said === 'required' || said === 'optional') return said === 'required';
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? host.includes('.') : isPublicAddress(host);
}

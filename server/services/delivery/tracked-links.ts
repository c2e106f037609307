import { publicOrigin } from '../../public-origin';
import { type LinkSigner, linkSigner, type SignedLink } from '../../signing';

/** The links of one message: what each tracked address leads to, by position. */
export type TrackedLinks = {
  /** The tracked address of `url`; the same url keeps its position. */
  link: (url: string) => string;
  urls: () => string[];
  pixelUrl: string;
  unsubscribeUrl: string;
  preferencesUrl: string;
};

/** Links of a message that will be sent: signed, and counted as they are asked for. */
export async function trackedLinks(workspaceId: string, messageId: string): Promise<TrackedLinks> {
  const signer = await linkSigner();
  const urls: string[] = [];
  const address = (path: string, kind: Parameters<LinkSigner['sign']>[0], position: number) => {
    const target: SignedLink = { workspaceId, messageId, position };
    return `${publicOrigin()}/t/${path}/${signer.sign(kind, target)}`;
  };
  return {
    link(url) {
      const known = urls.indexOf(url);
      const position = known === -1 ? urls.push(url) - 1 : known;
      return address('c', 'click', position);
    },
    urls: () => urls,
    pixelUrl: `${address('o', 'open', 0)}.gif`,
    unsubscribeUrl: address('u', 'unsubscribe', 0),
    preferencesUrl: address('p', 'preferences', 0),
  };
}

/** The path of the preference centre for whoever got a message. */
export async function preferencesPath(workspaceId: string, messageId: string): Promise<string> {
  return `/t/p/${(await linkSigner()).sign('preferences', { workspaceId, messageId, position: 0 })}`;
}

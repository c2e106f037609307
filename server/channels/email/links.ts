import { RenderError } from './liquid';

/** A stretch of text, or a link with what it shows. */
export type LinkPiece = { text: string; href: string | null };

/**
 * The address as browsers will read it. Only http and https, without user name or password, may stand in a message;
 * anything else throws RenderError.
 */
export function safeUrl(raw: string): string {
  const url = URL.canParse(raw.trim()) ? new URL(raw.trim()) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) {
    throw new RenderError(`The link "${raw.slice(0, 200)}" is not a plain http or https address.`);
  }
  return url.href;
}

const BARE_URL = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** Text cut at the http(s) addresses in it, each turned into a link. */
export function linkPieces(text: string, link: (url: string) => string): LinkPiece[] {
  const pieces: LinkPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(BARE_URL)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null });
    pieces.push({ text: match[0], href: link(safeUrl(match[0])) });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null });
  return pieces;
}

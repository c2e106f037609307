export type LinkRow = {
  /** What is clicked on, as it stands in the message. */
  text: string;
  /** The address in the message: tracked, or the page itself. */
  href: string;
  /** Where it leads in the end; null where nobody wrote it down. */
  leadsTo: string | null;
};

const ANCHOR = /<a\b[^>]*\bhref=["']([^"']+)["'][^>]*>([\s\S]*?)<\/a>/gi;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'", '#x27': "'" };

/** Every link of a message in reading order, each address once; `destinations` maps tracked addresses to pages. */
export function messageLinks(html: string, destinations: ReadonlyMap<string, string>): LinkRow[] {
  const rows = new Map<string, LinkRow>();
  for (const [, rawHref = '', inner = ''] of html.matchAll(ANCHOR)) {
    const href = decode(rawHref);
    if (!/^https?:/i.test(href)) continue;
    const text = textOf(inner);
    const known = rows.get(href);
    if (!known) rows.set(href, { text: text || 'Picture', href, leadsTo: destinations.get(href) ?? null });
    else if (known.text === 'Picture' && text) known.text = text;
  }
  return [...rows.values()];
}

function textOf(inner: string): string {
  return decode(inner.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function decode(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|nbsp|#39|#x27);/gi,
    (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole,
  );
}

export type DocumentOptions = {
  /** Colour scheme the reader's mail client is taken to have. */
  isDark: boolean;
  /** Where pictures may be loaded from; others stay off, as most mail clients keep them. */
  imageOrigins: readonly string[];
};

const PIXEL = /<img\b[^>]*\bsrc=["'][^"']*\/t\/o\/[^"']*["'][^>]*>/gi;
/** Style sheets from elsewhere: they could not be loaded anyway. */
const SHEET = /<link\b[^>]*>|@import\s+url\([^)]*\)[^;]*;/gi;
const SCHEME_QUERY = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi;

/**
 * The HTML of a message as it may be shown inside our own pages: no script, no form, no frame, no picture from
 * elsewhere, links open in a new tab. The open pixel is taken out: a colleague who looks is not a customer who opens.
 */
export function messageDocument(html: string, { isDark, imageOrigins }: DocumentOptions): string {
  const shown = html
    .replace(PIXEL, '')
    .replace(SHEET, '')
    .replace(SCHEME_QUERY, (_query, scheme: string) => mediaFor(scheme, isDark));
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy(imageOrigins)}"><base target="_blank">`;
  return /<head\b[^>]*>/i.test(shown)
    ? shown.replace(/<head\b[^>]*>/i, (tag) => tag + head)
    : `<!doctype html><html><head>${head}</head><body>${shown}</body></html>`;
}

/** A media query that is always or never true, so that both looks can be seen whatever the reader's own setting. */
function mediaFor(scheme: string, isDark: boolean): string {
  const holds = (scheme.toLowerCase() === 'dark') === isDark;
  return holds ? '(min-width: 0)' : '(max-width: 0)';
}

function policy(imageOrigins: readonly string[]): string {
  const images = ['data:', ...imageOrigins].join(' ');
  return `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; form-action 'none'; base-uri 'none'`;
}

/** Whether a message asks for pictures from somewhere else than the given origins. */
export function hasRemoteImages(html: string, imageOrigins: readonly string[]): boolean {
  const sources = html.replace(PIXEL, '').matchAll(/<img\b[^>]*\bsrc=["'](https?:\/\/[^"']+)["']/gi);
  return [...sources].some(([, source]) => {
    const origin = source && URL.canParse(source) ? new URL(source).origin : null;
    return origin !== null && !imageOrigins.includes(origin);
  });
}

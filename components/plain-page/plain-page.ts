import { type EmailTheme, emailTheme } from '@/domain/channels/email-theme';

/** A page that stands by itself. Strings are text, and escaped here; `html` is markup made of escaped parts. */
export type PlainPage = {
  /** Whose page it is, above the heading. */
  name?: string;
  title: string;
  html: string;
  /** Markup below the text: a form. */
  form?: string;
  theme?: Pick<EmailTheme, 'brand' | 'onBrand' | 'brandInk' | 'brandInkDark'>;
  /** Looks of what the form holds beside a button. */
  style?: string;
  /** The page loads itself again after so many seconds. */
  reloadAfterSeconds?: number;
};

const NEUTRAL = emailTheme({ main: [], accent: [] });

/** One card of words as plain HTML: no script, no cookie, nothing loaded from anywhere; light and dark, any width. */
export function plainPage({
  name,
  title,
  html,
  form = '',
  theme = NEUTRAL,
  style = '',
  reloadAfterSeconds,
}: PlainPage): string {
  const reload = reloadAfterSeconds ? `<meta http-equiv="refresh" content="${reloadAfterSeconds}">` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">${reload}
<title>${escapeHtml(title)}</title>
<style>
:root{--page:#f3f4f6;--card:#fff;--ink:#14171f;--soft:#4b5160;--line:#d9dce3;--brand:${theme.brand};--on-brand:${theme.onBrand};--brand-ink:${theme.brandInk}}
@media(prefers-color-scheme:dark){:root{--page:#101218;--card:#1b1e26;--ink:#f3f4f7;--soft:#c3c7d1;--line:#3a3f4c;--brand-ink:${theme.brandInkDark}}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:24px;background:var(--page);color:var(--ink);font:17px/1.6 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{width:100%;max-width:480px;padding:36px 36px 40px;background:var(--card);border-radius:14px;border-top:5px solid var(--brand)}
.name{margin:0 0 20px;font-weight:700;color:var(--brand-ink)}
h1{margin:0 0 10px;font-size:27px;line-height:1.25;letter-spacing:-.02em;text-wrap:balance}
p{margin:0;color:var(--soft);text-wrap:pretty}
a{color:var(--brand-ink)}
b{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
form{margin:24px 0 0}
button{width:100%;min-height:52px;padding:12px 24px;border-radius:10px;font:inherit;font-weight:600;cursor:pointer}
.strong{border:0;background:var(--brand);color:var(--on-brand)}
.quiet{border:1px solid var(--line);background:transparent;color:var(--ink)}
button:focus-visible{outline:3px solid var(--brand-ink);outline-offset:3px}
@media(max-width:480px){body{padding:0;place-items:start stretch;background:var(--card)}main{max-width:none;border-radius:0;padding:32px 24px}}${style}
</style></head>
<body><main>${name ? `<p class="name">${escapeHtml(name)}</p>` : ''}<h1>${escapeHtml(title)}</h1><p role="status">${html}</p>${form}</main></body></html>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

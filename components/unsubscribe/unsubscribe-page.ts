import { emailTheme } from '@/domain/channels/email-theme';

/** What the page says. `state` is where the visitor stands, `done` whether they have just come there. */
export type UnsubscribePage =
  | { kind: 'unknown' }
  | {
      kind: 'known';
      companyName: string;
      brandColors: { main: string[]; accent: string[] };
      address: string;
      isSubscribed: boolean;
      isDone: boolean;
    };

type Words = { title: string; text: string; button: { label: string; action: string; isQuiet: boolean } | null };

/**
 * The unsubscribe page as plain HTML: no script, no cookie, nothing loaded from anywhere. A form posts back to the
 * same address.
 */
export function unsubscribePage(page: UnsubscribePage): string {
  const words = wordsOf(page);
  const company = page.kind === 'known' ? page.companyName : '';
  const theme = emailTheme(page.kind === 'known' ? page.brandColors : { main: [], accent: [] });
  const button = words.button
    ? `<form method="post"><input type="hidden" name="action" value="${words.button.action}"><button class="${
        words.button.isQuiet ? 'quiet' : 'strong'
      }" type="submit">${words.button.label}</button></form>`
    : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(words.title)}</title>
<style>
:root{--page:#f3f4f6;--card:#fff;--ink:#14171f;--soft:#4b5160;--line:#d9dce3;--brand:${theme.brand};--on-brand:${theme.onBrand};--brand-ink:${theme.brandInk}}
@media(prefers-color-scheme:dark){:root{--page:#101218;--card:#1b1e26;--ink:#f3f4f7;--soft:#c3c7d1;--line:#3a3f4c;--brand-ink:${theme.brandInkDark}}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:24px;background:var(--page);color:var(--ink);font:17px/1.6 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{width:100%;max-width:480px;padding:36px 36px 40px;background:var(--card);border-radius:14px;border-top:5px solid var(--brand)}
.name{margin:0 0 20px;font-weight:700;color:var(--brand-ink)}
h1{margin:0 0 10px;font-size:27px;line-height:1.25;letter-spacing:-.02em;text-wrap:balance}
p{margin:0 0 24px;color:var(--soft);text-wrap:pretty}
b{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
form{margin:0}
button{width:100%;min-height:52px;padding:12px 24px;border-radius:10px;font:inherit;font-weight:600;cursor:pointer}
.strong{border:0;background:var(--brand);color:var(--on-brand)}
.quiet{border:1px solid var(--line);background:transparent;color:var(--ink)}
button:focus-visible{outline:3px solid var(--brand-ink);outline-offset:3px}
@media(max-width:480px){body{padding:0;place-items:start stretch;background:var(--card)}main{max-width:none;border-radius:0;padding:32px 24px}}
</style></head>
<body><main>${company ? `<p class="name">${escapeHtml(company)}</p>` : ''}<h1>${escapeHtml(words.title)}</h1><p>${words.text}</p>${button}</main></body></html>`;
}

function wordsOf(page: UnsubscribePage): Words {
  if (page.kind === 'unknown') {
    return {
      title: 'This link does not work',
      text: 'It may have been cut off on its way. Open the link in the e-mail again, or copy the whole address.',
      button: null,
    };
  }
  const company = escapeHtml(page.companyName);
  const address = `<b>${escapeHtml(page.address)}</b>`;
  if (page.isSubscribed) {
    const title = page.isDone ? 'You are subscribed again' : 'Unsubscribe?';
    const text = page.isDone
      ? `${address} will hear from ${company} as before.`
      : `${company} will stop sending marketing to ${address}. It takes effect at once.`;
    return { title, text, button: { label: 'Unsubscribe', action: 'unsubscribe', isQuiet: page.isDone } };
  }
  return {
    title: 'You are unsubscribed',
    text: `${company} sends no more marketing to ${address}. Was it a mistake? You can take it back.`,
    button: { label: 'Subscribe again', action: 'resubscribe', isQuiet: true },
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

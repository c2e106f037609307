import type { Template } from 'liquidjs';
import { emailTheme } from '@/domain/channels/email-theme';
import type { AskingEmail } from '@/domain/preferences/opt-in-words';
import type { Brand } from '@/domain/workspaces/brand';
import { safeUrl } from './links';
import { layoutLiquid } from './liquid';

export type ConfirmationInput = { words: AskingEmail; brand: Brand; url: string };

/** The question whether somebody wants e-mail, as HTML and text that say the same: no pixel, no tracked link, no advertisement. */
export function renderConfirmation({ words, brand, url }: ConfirmationInput): { html: string; text: string } {
  const { subject, headline, paragraphs, button, ignore } = words;
  const href = safeUrl(url);
  const name = brand.companyName;
  const sender = `${name}, ${brand.postalAddress.replace(/\s+/g, ' ').trim()}`;
  const html = layoutLiquid.renderSync(layout, {
    ...{ subject, headline, paragraphs, button, ignore, href, name, sender },
    theme: emailTheme(brand.colors),
  });
  const text = [headline, ...paragraphs, `${button}:\n${href}`, ignore, `--\n${sender}`].join('\n\n');
  return { html, text: `${text}\n` };
}

const FONT = '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** Parsed once a process. */
const layout: Template[] = layoutLiquid.parse(`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{{ subject }}</title>
<style>@media(prefers-color-scheme:dark){.page{background:#101218!important}.card{background:#1b1e26!important}.ink{color:#f3f4f7!important}.soft{color:#c3c7d1!important}}</style>
</head><body class="page" style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f3f4f6"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:520px;background:#ffffff;border-top:5px solid {{ theme.brand }};border-radius:12px"><tr><td style="padding:36px;font:16px/1.6 ${FONT}">
<p class="soft" style="margin:0 0 20px;font-weight:700;color:#4b5160">{{ name }}</p>
<h1 class="ink" style="margin:0 0 14px;font-size:26px;line-height:1.25;color:#14171f">{{ headline }}</h1>
{% for words in paragraphs %}<p class="soft" style="margin:0 0 14px;color:#4b5160">{{ words }}</p>
{% endfor %}<p style="margin:26px 0"><a href="{{ href }}" style="display:inline-block;padding:14px 26px;border-radius:10px;background:{{ theme.brand }};color:{{ theme.onBrand }};font-weight:600;text-decoration:none">{{ button }}</a></p>
<p class="soft" style="margin:0;font-size:14px;color:#4b5160">{{ ignore }}</p>
</td></tr></table>
<p class="soft" style="margin:18px 0 0;font:13px/1.5 ${FONT};color:#4b5160">{{ sender }}</p>
</td></tr></table></body></html>`);

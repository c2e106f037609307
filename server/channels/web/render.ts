import { emailTheme } from '@/domain/channels/email-theme';
import type { WebContent } from '@/domain/channels/web-content';
import { fillContent, type RenderInput } from '../email/render';

/** What a page draws of a message: words with every slot filled, tracked links. Throws RenderError, in words. */
export function webContent(input: RenderInput): WebContent {
  const filled = fillContent(input);
  const pictured = filled.products.find(({ imageUrl }) => imageUrl);
  const theme = emailTheme(input.brand.colors);
  const offer = input.offer && filled.offer && spokenOf(input) ? filled.offer : null;
  return {
    headline: filled.headline,
    text: filled.paragraphs.map((pieces) => pieces.map(({ text }) => text).join('')).join('\n'),
    image: pictured?.imageUrl ? { url: pictured.imageUrl, alt: pictured.title } : null,
    action: filled.action,
    offer: offer && { code: offer.code, percentOff: offer.percentOff, until: offer.expires },
    optOut: input.unsubscribeUrl,
    from: input.brand.companyName,
    colors: { surface: theme.brand, ink: theme.onBrand },
  };
}

/** A code that the words do not speak of belongs to another message. */
function spokenOf({ content }: RenderInput): boolean {
  return content.paragraphs.some((words) => words.includes('offer.'));
}

/** The same as a page of its own, for whoever looks at the message afterwards: self-contained, without script. */
export function webPreview({ headline, text, image, action, offer, optOut, from, colors }: WebContent): string {
  const picture = image ? `<img src="${escaped(image.url)}" alt="${escaped(image.alt)}">` : '';
  const code = offer ? `<p class="code"><b>${escaped(offer.code)}</b><br>until ${escaped(offer.until)}</p>` : '';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>
body{margin:0;padding:24px;background:#f4f5f7;font:16px/1.5 system-ui,sans-serif;color:#14171f}
article{max-width:420px;margin:auto;padding:24px;border-radius:12px;background:#fff;box-shadow:0 8px 32px #0003}
h1{margin:0 0 8px;font-size:20px}p{margin:0 0 16px}img{display:block;max-width:100%;max-height:160px;margin:0 0 16px;border-radius:8px}
.code{padding:12px;border:1px dashed #8a90a0;border-radius:8px;text-align:center}
.go{display:inline-block;padding:10px 18px;border-radius:8px;background:${colors.surface};color:${colors.ink};text-decoration:none;font-weight:600}
footer{margin-top:16px;font-size:13px;color:#5b6170}footer a{color:inherit}
@media(prefers-color-scheme:dark){body{background:#0f1115;color:#eceef3}article{background:#1b1e26}footer{color:#a3a9b8}}
</style><article>${picture}<h1>${escaped(headline)}</h1><p>${escaped(text)}</p>${code}<a class="go" href="${escaped(action.href)}">${escaped(action.label)}</a><footer>${escaped(from)} · <a href="${escaped(optOut)}">No more of these</a></footer></article></html>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

import type { WebContent } from '@/domain/channels/web-content';
import { guarded } from './safe';

export type Shape = 'inline' | 'banner' | 'modal';
type Handlers = { onSeen: () => void; onClose: () => void };

const SEEN_MS = 1000;

const STYLES = `
:host{all:initial}*{box-sizing:border-box}
.card{position:relative;padding:20px 48px 20px 20px;border:0;border-radius:12px;background:#fff;color:#14171f;font:16px/1.5 system-ui,sans-serif;animation:in .2s ease-out}
.modal{width:min(420px,calc(100vw - 32px));box-shadow:0 16px 48px #0006}
.modal::backdrop{background:#0009}
.banner{position:fixed;z-index:2147483000;inset:auto 16px 16px;max-width:640px;margin:auto;box-shadow:0 8px 32px #0005}
.inline{border:1px solid #0002}
h2{margin:0 0 4px;font-size:20px;line-height:1.3}p{margin:0 0 16px;white-space:pre-line}
img{display:block;max-width:100%;max-height:160px;margin:0 0 12px;border-radius:8px}
code{display:block;margin:0 0 16px;padding:8px;border:1px dashed;border-radius:8px;text-align:center;font:600 18px ui-monospace,monospace}
a.go{display:inline-block;padding:10px 18px;border-radius:8px;background:var(--s);color:var(--i);font-weight:600;text-decoration:none}
small{display:block;margin-top:12px;font-size:13px;opacity:.75}small a{color:inherit}
button{position:absolute;top:8px;right:8px;width:36px;height:36px;border:0;border-radius:8px;background:none;color:inherit;font:24px/1 system-ui;cursor:pointer}
:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
@keyframes in{from{opacity:0;transform:translateY(8px)}}
@media(prefers-reduced-motion:reduce){.card{animation:none}}
@media(prefers-color-scheme:dark){.card{background:#1b1e26;color:#eceef3}.inline{border-color:#fff3}}`;

/**
 * Draws a message in a shadow of its own, so that neither the page's styles nor ours reach the other. `place` is filled
 * where it is inline; else the message stands above the page. Answers how to take it away.
 */
export function draw(
  shape: Shape,
  place: Element | null,
  content: WebContent,
  { onSeen, onClose }: Handlers,
): () => void {
  const isInline = shape === 'inline' && place;
  const host = isInline ? place : document.body.appendChild(document.createElement('div'));
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  addStyles(root);
  const card = element(shape === 'modal' ? 'dialog' : 'section', { class: `card ${shape}`, 'aria-labelledby': 'h' });
  const close = element('button', { type: 'button', 'aria-label': 'Close' }, '×');
  const remove = () => {
    card.remove();
    // What stood in the place before is shown again.
    if (isInline) root.append(document.createElement('slot'));
    else host.remove();
  };
  const dismiss = guarded(() => {
    remove();
    onClose();
  });
  close.addEventListener('click', dismiss);
  card.addEventListener('cancel', dismiss);
  card.style.setProperty('--s', content.colors.surface);
  card.style.setProperty('--i', content.colors.ink);
  card.append(...partsOf(content), close);
  for (const old of root.querySelectorAll('.card,slot')) old.remove();
  root.append(card);
  if (card instanceof HTMLDialogElement) card.showModal();
  watch(card, onSeen);
  return remove;
}

function partsOf({ headline, text, image, action, offer, optOut, from }: WebContent): Node[] {
  const stop = element('small', {}, `${from} · `);
  stop.append(link(optOut, 'No more of these'));
  const go = link(action.href, action.label);
  go.className = 'go';
  return [
    ...(image && isWeb(image.url) ? [element('img', { src: image.url, alt: image.alt })] : []),
    element('h2', { id: 'h' }, headline),
    element('p', {}, text),
    ...(offer ? [element('code', {}, offer.code)] : []),
    go,
    stop,
  ];
}

function addStyles(root: ShadowRoot): void {
  try {
    // Not an inline style: pages whose security policy forbids those take this.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(element('style', {}, STYLES));
  }
}

/** Seen is what was half in view for a second. */
function watch(card: Element, onSeen: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(
    guarded(([entry]: IntersectionObserverEntry[]) => {
      clearTimeout(timer);
      if (!entry?.isIntersecting) return;
      timer = setTimeout(
        guarded(() => {
          observer.disconnect();
          if (card.isConnected) onSeen();
        }),
        SEEN_MS,
      );
    }),
    { threshold: 0.5 },
  );
  observer.observe(card);
}

function element(name: string, attributes: Record<string, string>, text = ''): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(text);
  return made;
}

function link(href: string, label: string): HTMLElement {
  return element('a', isWeb(href) ? { href } : {}, label);
}

const isWeb = (url: string) => /^https?:\/\//.test(url);

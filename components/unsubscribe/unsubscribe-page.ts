import { emailTheme } from '@/domain/channels/email-theme';
import { escapeHtml, plainPage } from '../plain-page/plain-page';

/** What somebody can do here. */
export type UnsubscribeAction = 'unsubscribe' | 'resubscribe';

/**
 * What the page says. `isSubscribed` is where the visitor stands, `isDone` whether they have just come there. `away`
 * is for when neither can be known: what was asked for, if anything, has not been done.
 */
export type UnsubscribePage =
  | { kind: 'unknown' }
  | { kind: 'away'; asked: UnsubscribeAction | null }
  | {
      kind: 'known';
      companyName: string;
      brandColors: { main: string[]; accent: string[] };
      address: string;
      isSubscribed: boolean;
      isDone: boolean;
      /** Where the visitor can choose more than all or nothing. */
      preferencesPath: string;
    };

type Words = {
  title: string;
  html: string;
  button: { label: string; action: UnsubscribeAction; isQuiet: boolean } | null;
  reloadAfterSeconds?: number;
};

const RELOAD_SECONDS = 5;
const OTHER_STYLE = '.other{margin-top:20px;text-align:center}.other a{display:inline-block;padding:8px}';

/**
 * The unsubscribe page as plain HTML: no script, no cookie, nothing loaded from anywhere. A form posts back to the
 * same address.
 */
export function unsubscribePage(page: UnsubscribePage): string {
  const { title, html, button, reloadAfterSeconds } = wordsOf(page);
  const form = button
    ? `<form method="post"><input type="hidden" name="action" value="${button.action}"><button class="${
        button.isQuiet ? 'quiet' : 'strong'
      }" type="submit">${button.label}</button></form>`
    : '';
  if (page.kind !== 'known') return plainPage({ title, html, form, reloadAfterSeconds });
  const other = `<p class="other"><a href="${escapeHtml(page.preferencesPath)}">Rather choose what you get</a></p>`;
  return plainPage({
    name: page.companyName,
    title,
    html,
    form: form + other,
    theme: emailTheme(page.brandColors),
    style: OTHER_STYLE,
  });
}

function wordsOf(page: UnsubscribePage): Words {
  if (page.kind === 'away') return wordsWhileAway(page.asked);
  if (page.kind === 'unknown') {
    return {
      title: 'This link does not work',
      html: 'It may have been cut off on its way. Open the link in the e-mail again, or copy the whole address.',
      button: null,
    };
  }
  const company = escapeHtml(page.companyName);
  const address = `<b>${escapeHtml(page.address)}</b>`;
  if (page.isSubscribed) {
    const title = page.isDone ? 'You are subscribed again' : 'Unsubscribe?';
    const html = page.isDone
      ? `${address} will hear from ${company} as before.`
      : `${company} will stop sending marketing to ${address}. It takes effect at once.`;
    return { title, html, button: { label: 'Unsubscribe', action: 'unsubscribe', isQuiet: page.isDone } };
  }
  return {
    title: 'You are unsubscribed',
    html: `${company} sends no more marketing to ${address}. Was it a mistake? You can take it back.`,
    button: { label: 'Subscribe again', action: 'resubscribe', isQuiet: true },
  };
}

function wordsWhileAway(asked: UnsubscribeAction | null): Words {
  if (!asked) {
    return {
      title: 'One moment, please',
      html: 'Your subscription cannot be looked up just now. Nothing has been changed; this page tries again by itself.',
      button: null,
      reloadAfterSeconds: RELOAD_SECONDS,
    };
  }
  const title = asked === 'unsubscribe' ? 'You are not unsubscribed yet' : 'You are not subscribed again yet';
  const html = 'This could not be written down just now. Nothing has been changed: try again in a moment.';
  return { title, html, button: { label: 'Try again', action: asked, isQuiet: false } };
}

import { emailTheme } from '@/domain/channels/email-theme';
import type { AskedChannel, OptInState } from '@/domain/preferences/opt-in';
import { escapeHtml, plainPage } from '../plain-page/plain-page';

/** What the page says; `away` is for when nothing can be looked up or written down. */
export type OptInPageState =
  | { kind: 'unknown' }
  | { kind: 'away'; isAsked: boolean }
  | {
      kind: 'known';
      companyName: string;
      brandColors: { main: string[]; accent: string[] };
      channel: AskedChannel;
      address: string;
      state: OptInState;
    };

type Known = Extract<OptInPageState, { kind: 'known' }>;

const RELOAD_SECONDS = 5;
const BY: Record<AskedChannel, string> = { email: 'by e-mail', sms: 'by SMS' };
const BUTTON =
  '<form method="post"><input type="hidden" name="action" value="confirm"><button class="strong" type="submit">Confirm</button></form>';

/**
 * The page behind a confirmation link as plain HTML: no script, no cookie, nothing loaded from anywhere. Opening it
 * confirms nothing: its form posts back to the same address.
 */
export function optInPage(page: OptInPageState): string {
  switch (page.kind) {
    case 'unknown':
      return plainPage({
        title: 'This link does not work',
        html: 'It may have been cut off on its way. Open the link in the message again, or copy the whole address.',
      });
    case 'away':
      return page.isAsked
        ? plainPage({
            title: 'Not confirmed yet',
            html: 'This could not be written down just now. Nothing has been changed: try again in a moment.',
            form: BUTTON,
          })
        : plainPage({
            title: 'One moment, please',
            html: 'Your sign-up cannot be looked up just now. Nothing has been changed; this page tries again by itself.',
            reloadAfterSeconds: RELOAD_SECONDS,
          });
    case 'known':
      return plainPage({
        name: page.companyName,
        ...wordsOf(page),
        form: page.state === 'waiting' ? BUTTON : '',
        theme: emailTheme(page.brandColors),
      });
  }
}

function wordsOf({ companyName, channel, address, state }: Known): { title: string; html: string } {
  const company = escapeHtml(companyName);
  const who = `<b>${escapeHtml(address)}</b>`;
  switch (state) {
    case 'waiting':
      return {
        title: 'Do you want to hear from us?',
        html: `Confirm that ${company} may send news and offers to ${who} ${BY[channel]}. You can end it at any time.`,
      };
    case 'confirmed':
      return { title: 'You are signed up', html: `${company} may send news and offers to ${who} ${BY[channel]}.` };
    case 'expired':
      return {
        title: 'This link has run out',
        html: `Nothing will come to ${who}. To get news and offers from ${company} after all, sign up again.`,
      };
    case 'ended':
      return {
        title: 'You have unsubscribed since',
        html: `${company} sends no news and no offers to ${who} ${BY[channel]}. To get them after all, sign up again.`,
      };
  }
}

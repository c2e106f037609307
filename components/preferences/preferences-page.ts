import type { CHANNELS } from '@/domain/channels/channel-ids';
import { emailTheme } from '@/domain/channels/email-theme';
import { PAUSE_DAYS } from '@/domain/guardrails/consent-record';
import {
  type ChannelChoice,
  isWanted,
  type PreferenceChange,
  type Preferences,
} from '@/domain/preferences/preferences';
import { WISHES } from '@/domain/preferences/wishes';
import { formatDate } from '@/lib/format';
import { escapeHtml, plainPage } from '../plain-page/plain-page';

export type PreferenceAct = PreferenceChange['kind'];

/** What the page says. `done` is what has just been done; `away` is for when nothing can be looked up or written down. */
export type PreferencesPage =
  | { kind: 'unknown' }
  | { kind: 'away'; isAsked: boolean }
  | {
      kind: 'known';
      companyName: string;
      brandColors: { main: string[]; accent: string[] };
      address: string;
      timezone: string;
      preferences: Preferences;
      done: PreferenceAct | null;
    };

type Known = Extract<PreferencesPage, { kind: 'known' }>;
type Channel = (typeof CHANNELS)[number];

const RELOAD_SECONDS = 5;

const CHANNEL_WORDS: Record<Channel, { label: string; hint: string }> = {
  email: { label: 'E-mail', hint: 'To the address this link was sent to' },
  sms: { label: 'SMS', hint: 'To your telephone' },
  whatsapp: { label: 'WhatsApp', hint: 'To your telephone' },
  push: { label: 'Push messages', hint: 'From the app on your device' },
  web: { label: 'On our website', hint: 'Suggestions on our own pages while you visit' },
};

const CLOSED = 'Switched off for this address. Write to us to have it opened again';
const HOW_TO_CONFIRM: Partial<Record<Channel, string>> = {
  email: ': with the link in the e-mail we sent you',
  sms: ': reply YES to the SMS we sent you',
};

/**
 * The preference page as plain HTML: no script, no cookie, nothing loaded from anywhere. Its forms post back to the same
 * address, and carry what they showed: only what the reader changed counts.
 */
export function preferencesPage(page: PreferencesPage): string {
  switch (page.kind) {
    case 'unknown':
      return plainPage({
        title: 'This link does not work',
        html: 'It may have been cut off on its way. Open the link in the e-mail again, or copy the whole address.',
      });
    case 'away':
      return page.isAsked
        ? plainPage({
            title: 'Your choices are not saved yet',
            html: 'They could not be written down just now. Nothing has been changed: go back and try again in a moment.',
          })
        : plainPage({
            title: 'One moment, please',
            html: 'Your choices cannot be looked up just now. Nothing has been changed; this page tries again by itself.',
            reloadAfterSeconds: RELOAD_SECONDS,
          });
    case 'known':
      return plainPage({
        name: page.companyName,
        ...headOf(page),
        form: [choices(page), pause(page), stop(page)].join(''),
        theme: emailTheme(page.brandColors),
        style: STYLE,
      });
  }
}

function headOf({ done, companyName, address, preferences, timezone }: Known): { title: string; html: string } {
  const who = `<b>${escapeHtml(address)}</b>`;
  const company = escapeHtml(companyName);
  switch (done) {
    case 'save':
      return { title: 'Your choices are saved', html: `${company} keeps to them from now on.` };
    case 'pause':
      return {
        title: 'We are taking a break',
        html: `You hear nothing from ${company} until ${dayOf(preferences.pausedUntil, timezone)}. Then your choices below hold again.`,
      };
    case 'resume':
      return { title: 'Welcome back', html: `The pause is over. ${company} keeps to your choices below.` };
    case 'stop':
      return {
        title: 'You are unsubscribed from everything',
        html: `${company} sends no more marketing to ${who}, nor by any other way. It takes effect at once.`,
      };
    case null:
      return {
        title: 'Choose what you get',
        html: `What ${company} may send to ${who}. Changes take effect at once. Messages about your orders are not touched.`,
      };
  }
}

function dayOf(instant: string | null, timezone: string): string {
  return instant === null ? 'then' : formatDate(new Date(instant), timezone);
}

function choices({ preferences: { channels, wishes } }: Known): string {
  const shown = [
    ...channels.filter(isWanted).map(({ channel }) => hidden('shown', channel)),
    ...WISHES.filter((wish) => wishes[wish]).map((wish) => hidden('shown', wish)),
  ].join('');
  const where =
    channels.length > 0
      ? group(
          'Where we may write',
          channels.map(channelRow).join('') +
            row({
              type: 'checkbox',
              name: 'wish',
              value: 'email_only',
              isChecked: wishes.email_only,
              label: 'E-mail only',
              hint: 'Nothing by any other way, whatever is ticked above',
            }),
        )
      : '';
  const often = group(
    'How often',
    row({ type: 'radio', name: 'often', value: '', isChecked: !wishes.weekly_digest, label: 'As it comes' }) +
      row({
        type: 'radio',
        name: 'often',
        value: 'weekly_digest',
        isChecked: wishes.weekly_digest,
        label: 'Once a week at most',
        hint: 'Never two messages within seven days',
      }),
  );
  const what = group(
    'What about',
    row({
      type: 'radio',
      name: 'about',
      value: '',
      isChecked: !wishes.product_updates_only,
      label: 'Everything',
      hint: 'News, reminders and offers',
    }) +
      row({
        type: 'radio',
        name: 'about',
        value: 'product_updates_only',
        isChecked: wishes.product_updates_only,
        label: 'Product updates only',
        hint: 'No offers, no reminders',
      }),
  );
  return form('save', `${shown}${where}${often}${what}${button('Save my choices', 'strong')}`);
}

function channelRow({ channel, isOn, isWaiting, isClosed }: ChannelChoice): string {
  const { label, hint } = CHANNEL_WORDS[channel];
  return row({
    type: 'checkbox',
    name: 'channel',
    value: channel,
    isChecked: isWanted({ isOn, isWaiting }),
    label,
    hint: isClosed ? CLOSED : isWaiting ? `Waits until you confirm it${HOW_TO_CONFIRM[channel] ?? ''}` : hint,
    isDisabled: isClosed,
  });
}

function pause({ preferences: { pausedUntil }, timezone }: Known): string {
  return pausedUntil
    ? part(
        `Paused until ${dayOf(pausedUntil, timezone)}`,
        'Nothing comes until then.',
        form('resume', button('End the pause now', 'quiet')),
      )
    : part(
        'Need a break?',
        `Nothing for ${PAUSE_DAYS} days, on any channel. Then your choices hold again.`,
        form('pause', button(`Pause for ${PAUSE_DAYS} days`, 'quiet')),
      );
}

function stop({ preferences: { isStopped, channels } }: Known): string {
  if (isStopped && !channels.some(isWanted)) return '';
  return part(
    'Had enough?',
    'No more marketing, on any channel, ever. You can still choose again here.',
    form('stop', button('Unsubscribe from everything', 'quiet')),
  );
}

type Row = {
  type: 'checkbox' | 'radio';
  name: string;
  value: string;
  isChecked: boolean;
  label: string;
  hint?: string;
  isDisabled?: boolean;
};

function row({ type, name, value, isChecked, label, hint, isDisabled = false }: Row): string {
  const id = `${name}-${value || 'any'}`;
  const described = hint ? ` aria-describedby="${id}-hint"` : '';
  const state = `${isChecked ? ' checked' : ''}${isDisabled ? ' disabled' : ''}`;
  const told = hint ? `<small id="${id}-hint">${hint}</small>` : '';
  return `<div class="row"><input type="${type}" id="${id}" name="${name}" value="${value}"${state}${described}><label for="${id}">${label}</label>${told}</div>`;
}

function group(legend: string, rows: string): string {
  return `<fieldset><legend>${legend}</legend>${rows}</fieldset>`;
}

function part(title: string, words: string, content: string): string {
  return `<section><h2>${title}</h2><p>${words}</p>${content}</section>`;
}

function form(act: PreferenceAct, content: string): string {
  return `<form method="post">${hidden('action', act)}${content}</form>`;
}

function button(label: string, look: 'strong' | 'quiet'): string {
  return `<button class="${look}" type="submit">${label}</button>`;
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${value}">`;
}

const STYLE = `
main{max-width:560px}
fieldset{margin:0 0 22px;padding:0;border:0;min-width:0}
legend{padding:0 0 8px;font-weight:600;color:var(--ink)}
.row{position:relative;display:grid;grid-template-columns:24px 1fr;column-gap:14px;align-items:start;padding:13px 16px;border:1px solid var(--line);margin-top:-1px}
.row:first-of-type{border-radius:10px 10px 0 0;margin-top:0}
.row:last-of-type{border-radius:0 0 10px 10px}
.row:has(:checked){background:color-mix(in srgb,var(--brand-ink) 7%,transparent)}
.row:has(:disabled) label{color:var(--soft)}
.row:focus-within{outline:3px solid var(--brand-ink);outline-offset:-1px;z-index:1}
.row input{position:relative;z-index:1;grid-row:1/3;width:22px;height:22px;margin:3px 0 0;accent-color:var(--brand-ink);outline:0}
.row label{color:var(--ink);font-weight:500;cursor:pointer}
.row label::after{content:"";position:absolute;inset:0}
.row small{grid-column:2;color:var(--soft);font-size:15px;line-height:1.45}
section{margin-top:30px;padding-top:24px;border-top:1px solid var(--line)}
section form{margin-top:14px}
h2{margin:0 0 2px;font-size:18px;line-height:1.35}`;

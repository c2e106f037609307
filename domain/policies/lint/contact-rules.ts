import { plural } from '../../shared/plural';
import type { Policy } from '../policy';
import { error, type LintFinding, type LintRule, warning, when } from './finding';

/** Caps nobody can pass, and caps that cut a series short. */
export const contactRules: readonly LintRule[] = [
  ({ contact }) =>
    when(contact.emailsPerWindow === 0, () =>
      error('contact.no-email', {
        at: ['contact.emailsPerWindow'],
        message: 'With 0 e-mails per window no marketing e-mail ever leaves, while agents go on proposing them.',
        suggestion: 'Allow at least 1, or stop the e-mail channel with the kill switch.',
      }),
    ),
  ({ contact }) =>
    when(contact.sendsPerDay === 0, () =>
      error('contact.no-send', {
        at: ['contact.sendsPerDay'],
        message: 'With 0 sends a day nothing ever leaves, on no channel.',
        suggestion: 'Allow at least 1, or stop the workspace with the kill switch.',
      }),
    ),
  ({ contact }) =>
    when(contact.engagementFloor >= 1, () =>
      warning('contact.floor-shuts-out', {
        at: ['contact.engagementFloor'],
        message: 'With a floor of 1 every known customer who has ever missed a message is left alone.',
        suggestion: 'Lower the floor; the product starts with 0.3.',
      }),
    ),
  ({ consent: { confirmedChannels, confirmedCountries } }) =>
    when(confirmedChannels.includes('email') || confirmedCountries.length > 0, () =>
      warning('consent.earlier-yes-counts-no-more', {
        at: ['consent.confirmedChannels', 'consent.confirmedCountries'],
        message:
          'An e-mail yes counts only once it is confirmed, the ones given before this policy too: who never confirmed gets nothing, and is asked only where the yes is fresh.',
        suggestion: 'Replay it first: what turns from sent to skipped is who is lost.',
      }),
    ),
  dailyWaves,
  windowWaves,
];

function dailyWaves({ contact, winback }: Policy): LintFinding[] {
  const { sendsPerDay } = contact;
  const busiest = mostTogether(
    winback.waves.map(({ day }) => day),
    1,
  );
  return when(sendsPerDay > 0 && busiest > sendsPerDay, () =>
    warning('contact.daily-cap-below-waves', {
      at: ['contact.sendsPerDay', 'winback.waves'],
      message: `A win-back series has ${plural(busiest, 'touch', 'touches')} on one day, but a customer may get ${sendsPerDay}: the rest wait.`,
      suggestion: `Allow ${plural(busiest, 'send')} a day, or spread the touches over more days.`,
    }),
  );
}

function windowWaves({ contact, winback }: Policy): LintFinding[] {
  const { emailsPerWindow, windowDays } = contact;
  const days = winback.waves.filter(({ channel }) => channel === 'email').map(({ day }) => day);
  const busiest = mostTogether(days, windowDays);
  return when(emailsPerWindow > 0 && busiest > emailsPerWindow, () =>
    warning('contact.window-cap-below-waves', {
      at: ['contact.emailsPerWindow', 'contact.windowDays', 'winback.waves'],
      message: `A win-back series has ${plural(busiest, 'e-mail')} within ${plural(windowDays, 'day')}, but a customer may get ${emailsPerWindow}: the last ones are blocked.`,
      suggestion: `Allow ${plural(busiest, 'e-mail')} per window, or spread the touches over more days.`,
    }),
  );
}

/** The most days of a list that fall into any window of this length. */
function mostTogether(days: readonly number[], length: number): number {
  return Math.max(0, ...days.map((first) => days.filter((day) => day >= first && day < first + length).length));
}

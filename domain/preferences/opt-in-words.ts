import type { AskedChannel } from './opt-in';

/** Version of the words that ask, as the ledger keeps it with the answer: a change of them is a new number. */
export const ASK_TEXT: Record<AskedChannel, string> = { email: 'confirm-email@1', sms: 'confirm-sms@1' };

/** What the question by e-mail says: what it is about, and nothing that sells. */
export type AskingEmail = {
  readonly subject: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly ignore: string;
};

/** The question by e-mail. `until` is the last day on which it can be answered, in words. */
export function askingEmail({ company, until }: { company: string; until: string }): AskingEmail {
  return {
    subject: `Please confirm: e-mail from ${company}`,
    headline: 'Please confirm your sign-up',
    paragraphs: [
      `This address was given to ${company} for news and offers by e-mail.`,
      'Please confirm that it is yours and that you want them. You can end it at any time, with one click.',
    ],
    button: 'Confirm my subscription',
    ignore: `It was not you? Then do nothing: no news and no offers will come, and this request ends on ${until}.`,
  };
}

/** The question by SMS, which can be answered with YES or on the page behind the link. */
export function askingSms({ company, url }: { company: string; url: string }): string {
  return `${company}: reply YES to get our news and offers by SMS, or confirm at ${url} Msg & data rates may apply. Reply HELP for help, STOP to end.`;
}

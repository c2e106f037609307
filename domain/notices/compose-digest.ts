import type { Cents } from '../shared/money';
import { moneyText } from '../shared/money-text';
import { plural } from '../shared/plural';
import type { NoticeKind } from './notice-kinds';

/** A decision somebody is told of: what is proposed (it names no person), what it is expected to bring, its page. */
export type NoticeLine = { readonly summary: string; readonly valueCents: Cents | null; readonly url: string };

export type Digest = { readonly subject: string; readonly lines: readonly string[] };

export type DigestInput = {
  readonly kind: NoticeKind;
  readonly company: string;
  readonly currency: string;
  readonly items: readonly NoticeLine[];
  readonly inboxUrl: string;
};

/** Lines of one digest, at most: the rest is counted, and is in the inbox. */
const MOST_LINES = 10;

/** One message on everything of a kind that has come up since the last one. */
export function composeDigest({ kind, company, currency, items, inboxUrl }: DigestInput): Digest {
  const told = items.slice(0, MOST_LINES).map(({ summary, valueCents, url }) => {
    const worth = valueCents === null ? '' : ` (expected: ${moneyText(valueCents, currency)})`;
    return `${summary}${worth} ${url}`;
  });
  const rest = items.length - told.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  return { subject: `${company}: ${subjectOf(kind, items.length)}`, lines: [...told, ...more, `Inbox: ${inboxUrl}`] };
}

function subjectOf(kind: NoticeKind, count: number): string {
  switch (kind) {
    case 'urgent':
      return `${plural(count, 'decision')} should be judged now`;
    case 'high_value':
      return `${plural(count, 'decision')} of high value to judge`;
    case 'sales':
      return `${plural(count, 'customer')} for the sales team`;
  }
}

/** The digest as a Slack-compatible incoming webhook reads it: its three special characters escaped, nothing else. */
export function slackText({ subject, lines }: Digest): string {
  return [`*${escaped(subject)}*`, ...lines.map((line) => `• ${escaped(line)}`)].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import { parseEmailAddress } from '../channels/email-address';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { finding } from './guardrail';
import type { Finding } from './verdict';
import { phrasesIn, visibleWords } from './visible-words';

const PARTS = ['html', 'text'] as const;

/** CAN-SPAM, CASL: a postal address, and a layout that shows it in both parts of the message. */
export function postalAddress(snapshot: Snapshot): Finding {
  const address = snapshot.workspace.brand.postalAddress.trim();
  const isAddress = address.length >= 10 && /\p{L}/u.test(address);
  const lacking = PARTS.filter((part) => !snapshot.sending.email.postalAddressIn.includes(part));
  const ok = isAddress && lacking.length === 0;
  return finding(
    'compliance.postal_address',
    ok ? 'pass' : 'block',
    ok
      ? 'The footer shows the postal address.'
      : isAddress
        ? `The layout does not show the postal address in its ${lacking.join(' and ')} part.`
        : 'There is no postal address to show in the footer.',
    {
      measured: ok ? 'present' : isAddress ? `missing in ${lacking.join(', ')}` : 'missing',
      limit: 'present',
      evidence: [
        `postal address of ${plural(address.length, 'character')}`,
        shownIn(snapshot.sending.email.postalAddressIn),
      ],
      ...(!ok && {
        wouldPassIf: isAddress
          ? 'with a layout that shows the address'
          : 'with the postal address filled in under Settings',
      }),
    },
  );
}

const UNREAD = /^(no|do-?not)[-_.]?reply/i;

/** CAN-SPAM: the message says truly whom it is from, and an answer reaches somebody. */
export function sender(snapshot: Snapshot): Finding {
  const { fromEmail, replyTo } = snapshot.workspace.brand;
  const problem = !parseEmailAddress(fromEmail).ok
    ? 'The sender address is not valid.'
    : !parseEmailAddress(replyTo).ok
      ? 'The reply-to address is not valid.'
      : UNREAD.test(replyTo)
        ? 'Replies go to an address nobody reads.'
        : null;
  return finding(
    'compliance.sender',
    problem ? 'block' : 'pass',
    problem ?? 'Sender and reply-to are valid and read.',
    {
      measured: `${fromEmail}, reply to ${replyTo}`,
      limit: 'valid addresses that people read',
      evidence: [`from ${fromEmail}`, `reply-to ${replyTo}`],
      ...(problem && { wouldPassIf: 'with an address that people read' }),
    },
  );
}

/** A way out that works, in both parts; measured on a specimen of the layout. */
export function unsubscribe(snapshot: Snapshot): Finding {
  const { unsubscribeIn } = snapshot.sending.email;
  const lacking = PARTS.filter((part) => !unsubscribeIn.includes(part));
  const ok = lacking.length === 0;
  return finding(
    'compliance.unsubscribe',
    ok ? 'pass' : 'block',
    ok
      ? 'The message carries a link to unsubscribe in its HTML and its text part.'
      : `The ${lacking.join(' and ')} part carries no link to unsubscribe.`,
    {
      measured: unsubscribeIn.join(', ') || 'none',
      limit: PARTS.join(', '),
      evidence: [shownIn(unsubscribeIn)],
      ...(!ok && { wouldPassIf: `with a link to unsubscribe in the ${lacking.join(' and ')} part` }),
    },
  );
}

function shownIn(parts: readonly string[]): string {
  return parts.length > 0 ? `specimen shows it in ${parts.join(' and ')}` : 'specimen does not show it';
}

/**
 * CAN-SPAM: no subject that pretends to be an answer, or a notice about an account, a payment or a danger. Words alone
 * cannot tell, so a person looks; never left to autonomy.
 */
export function honestSubject(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate, snapshot);
  const mark = /^\s*(\p{L}{1,5})\s*(?:\[\d+\]|\(\d+\))?\s*:/u.exec(subject)?.[1]?.toLowerCase();
  const isReply = mark !== undefined && policy.honesty.replyMarks.includes(mark);
  const notices = phrasesIn(subject, policy.honesty.accountNotices);
  const evidence = [...(isReply ? [`“${mark}:”`] : []), ...notices.map((phrase) => `“${phrase}”`)];
  if (evidence.length === 0) {
    return finding('compliance.honest_subject', 'pass', 'The subject pretends nothing.', {
      measured: 'honest',
      limit: 'honest',
    });
  }
  return finding(
    'compliance.honest_subject',
    'review',
    isReply
      ? 'The subject pretends to answer a message that never was: a person looks first.'
      : 'The subject looks like a notice about an account, a payment or a danger: a person looks first.',
    {
      measured: isReply ? 'pretended reply' : 'pretended notice',
      limit: 'honest',
      evidence,
      wouldPassIf: `without ${evidence.join(', ')} in the subject`,
    },
  );
}

import { pushPayloadBytes } from '../channels/push-payload';
import { charactersBeyondGsm, smsSize } from '../channels/sms-segments';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { clockText } from '../shared/zone';
import { SMS_OPT_OUT } from '../templates/library';
import { flipTo } from './flip-to';
import { finding } from './guardrail';
import { isWithinHours, nextAllowedInstant, possibleZones } from './quiet-hours';
import type { Finding } from './verdict';
import { smsText, visibleWords } from './visible-words';

/** Every SMS says how to stop. */
export function optOutWords(candidate: Candidate, snapshot: Snapshot): Finding {
  const ok =
    visibleWords(candidate, snapshot).body.includes(SMS_OPT_OUT) ||
    /\bSTOP\b/.test(candidate.content.paragraphs.join(' '));
  return finding(
    'compliance.sms_opt_out',
    ok ? 'pass' : 'block',
    ok ? 'The SMS says how to stop.' : 'The SMS does not say how to stop.',
    {
      measured: ok,
      limit: true,
      evidence: ['words of the SMS'],
      ...(!ok && { wouldPassIf: `with “${SMS_OPT_OUT}”` }),
    },
  );
}

/** As long as providers take, and as many segments as the workspace will pay for unasked. */
export function smsLength(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const text = smsText(candidate.content, snapshot);
  const { encoding, segments } = smsSize(text);
  const { maxCharacters, maxSegments } = policy.sms;
  const characters = text.length;
  const isTooLong = characters > maxCharacters;
  const costs = segments > maxSegments;
  const beyond = charactersBeyondGsm(text);
  const because = beyond.length > 0 ? ` because of “${beyond.slice(0, 5).join('')}”` : '';
  return [
    finding(
      'compliance.sms_length',
      isTooLong ? 'block' : 'pass',
      isTooLong
        ? `The SMS has ${plural(characters, 'character')} with its links; providers take ${maxCharacters}.`
        : `The SMS has ${plural(characters, 'character')} with its links.`,
      {
        measured: characters,
        limit: maxCharacters,
        evidence: [plural(characters, 'character')],
        ...(isTooLong && { wouldPassIf: `with ${plural(characters - maxCharacters, 'character')} less` }),
        ...(isTooLong && flipTo('sms.maxCharacters', characters)),
      },
    ),
    finding(
      'compliance.sms_segments',
      costs ? 'review' : 'pass',
      `It is sent as ${segments} ${segments === 1 ? 'segment' : 'segments'} of ${encoding}${because}.`,
      {
        measured: segments,
        limit: maxSegments,
        evidence: [`${encoding}: ${segments}`, ...beyond.map((character) => `“${character}”`)],
        ...(costs && { wouldPassIf: `with ${plural(maxSegments, 'segment')} or fewer, or a limit of ${segments}` }),
        ...(costs && flipTo('sms.maxSegments', segments)),
      },
    ),
  ];
}

/** What a push service takes, in octets. */
export function pushSize(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { body } = visibleWords(candidate, snapshot);
  const title = candidate.content.headline || candidate.content.subject;
  const url = 'x'.repeat(snapshot.sending.linkCharacters);
  const bytes = pushPayloadBytes({ title, body, url, preferencesUrl: url });
  const limit = policy.push.maxBytes;
  const ok = bytes <= limit;
  return finding(
    'compliance.push_size',
    ok ? 'pass' : 'block',
    ok ? `The push message takes ${bytes} bytes.` : `The push message takes ${bytes} bytes; ${limit} are allowed.`,
    {
      measured: bytes,
      limit,
      evidence: [`payload of ${bytes} bytes`],
      ...(!ok && { wouldPassIf: `with ${bytes - limit} bytes less` }),
      ...(!ok && flipTo('push.maxBytes', bytes)),
    },
  );
}

/**
 * 47 CFR 64.1200(c)(1) and stricter state laws: in the recipient's own zone, or in all they may live in. Law, so there
 * is no threshold to turn: only time makes it pass.
 */
export function quietHours(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const at = new Date(candidate.sendAt);
  const zones = possibleZones(snapshot.customer);
  const [only] = zones;
  const hours = `${policy.quietHours.from}:00-${policy.quietHours.to}:00`;
  const where = zones.length === 1 ? `${only}` : `all ${zones.length} zones the customer may be in`;
  const what = candidate.channel === 'sms' ? 'an SMS' : 'a message';
  const facts = { measured: candidate.sendAt, limit: `${hours} ${where}`, evidence: [...zones] };
  if (isWithinHours(at, snapshot.customer, policy.quietHours)) {
    return finding('compliance.quiet_hours', 'pass', `Within ${hours} in ${where}.`, facts);
  }
  const next = nextAllowedInstant(at, snapshot.customer, policy.quietHours);
  const zone = zones.length === 1 && only ? only : 'UTC';
  return finding('compliance.quiet_hours', 'block', `Quiet hours: ${what} may arrive ${hours} in ${where}.`, {
    ...facts,
    ...(next
      ? { passesAt: next.toISOString(), wouldPassIf: `after ${clockText(next, zone)} ${zone}` }
      : { wouldPassIf: 'once the customer’s time zone is known' }),
  });
}

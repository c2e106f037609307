import { GUARDRAIL_NAMES, type GuardrailId } from './guardrail-ids';

/**
 * What people call each rule of each guardrail: what it looks at, in a few words that stand alone. Apart from the rules
 * themselves, so that a page which only names them stays small.
 */
export const RULE_NAMES = {
  'spam.frequency': 'E-mails of the last days',
  'spam.engagement': 'Engagement of the customer',
  'spam.winback_cap': 'Win-back series of the quarter',
  'spam.weekly_touches': 'Messages of the week, all channels',
  'spam.monthly_aim': 'Messages of the month, all channels',
  'spam.gap': 'Time between two agents',
  'spam.reputation': 'Reputation of the sending domain',
  'spam.bounce_rate': 'Share of bounces',
  'spam.complaint_rate': 'Share of complaints',
  'spam.blocklist': 'Blocklists',
  'spam.hard_bounces': 'Hard bounces of the address',
  'spam.phrases': 'Spam phrases in the subject',
  'spam.capitals': 'Capital letters in the subject',
  'spam.punctuation': 'Punctuation of the subject',
  'spam.links': 'Where links and addresses lead',
  'compliance.consent': 'Consent the law asks for',
  'compliance.proof': 'Proof of consent',
  'compliance.confirmed_opt_in': 'Confirmed sign-up (double opt-in)',
  'compliance.sale_opt_out': 'Opt-out of sale and sharing',
  'compliance.postal_address': 'Postal address in the e-mail',
  'compliance.sender': 'Who the e-mail comes from',
  'compliance.unsubscribe': 'Unsubscribe link',
  'compliance.honest_subject': 'Honest subject',
  'compliance.readable_words': 'Words that are what they look like',
  'compliance.solicits': 'What the words ask for',
  'compliance.sms_opt_out': 'How to stop SMS',
  'compliance.sms_length': 'Length of the SMS',
  'compliance.sms_segments': 'Parts of the SMS',
  'compliance.push_size': 'Size of the push message',
  'compliance.quiet_hours': 'Quiet hours',
  'compliance.whatsapp_template': 'Approved WhatsApp template',
  'compliance.whatsapp_window': 'WhatsApp’s 24-hour window',
  'compliance.whatsapp_category': 'Category of the WhatsApp template',
  'compliance.whatsapp_north_america': 'WhatsApp marketing in North America',
  'tone.personal': 'Meant for this customer',
  'tone.call_to_action': 'One clear thing to do',
  'tone.signature': 'Signature of the brand',
  'tone.forbidden_words': 'Forbidden words',
  'tone.subject_length': 'Length of the subject',
  'tone.palette': 'Colours of the brand',
  'tone.typefaces': 'Typefaces of the brand',
  'tone.logo': 'Size of the logo',
  'tone.brand_score': 'Brand score',
  'tone.tone_score': 'Tone score',
  'tone.claim_expiry': 'Truth of “ends on …”',
  'tone.claim_stock': 'Truth of “only … left”',
  'tone.unfounded_urgency': 'Urgency without a fact behind it',
  'tone.written_by': 'Who wrote the words',
  'tone.sms_characters': 'Characters of the SMS',
  'audit.ready': 'Audit log can be written',
  'rate.customer_day': 'Messages to the customer in a day',
  'rate.channel_hour': 'Messages of the channel in an hour',
  'rate.provider_quota': 'Quota of the provider',
  'consent.opt_in': 'Consent to the channel',
  'consent.everything': 'Consent to be written to at all',
  'consent.suppression': 'Suppression list',
  'consent.email_only': 'Wants e-mail only',
  'consent.product_updates_only': 'Wants product news only',
  'consent.weekly_digest': 'Wants one message a week',
  'consent.pause': 'Paused by the customer',
  'financial.discount': 'Size of the discount',
  'financial.discount_director': 'Discount for an administrator to approve',
  'financial.stacking': 'Codes held at once',
  'financial.vip': 'Customer or sale of high value',
  'financial.margin': 'Margin that is left',
  'financial.words': 'Discount in words and in the offer',
  'financial.other_code': 'Codes named in the words',
  'financial.channel_budget': 'Budget of the channel',
  'financial.campaign_budget': 'Budget of the campaign',
} as const;

/** A rule, or what is said in place of one: that none concerned the message, or that the check broke. */
export type RuleId = keyof typeof RULE_NAMES | `${GuardrailId}.none` | `${GuardrailId}.broken`;

const NAMES: Readonly<Record<string, string>> = RULE_NAMES;

/** A rule as people call it; one that is not in use any more, in the words of its id. */
export function ruleName(rule: string): string {
  const known = NAMES[rule];
  if (known) return known;
  const [guardrail = '', id = ''] = rule.split('.');
  const name = (GUARDRAIL_NAMES as Readonly<Record<string, string>>)[guardrail];
  if (name && id === 'broken') return `${name}: the check could not be made`;
  if (name && id === 'none') return `${name}: nothing to look at`;
  const words = (id || guardrail).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

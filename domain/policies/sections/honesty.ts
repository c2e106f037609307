import { phrases } from '../lists';
import { section } from '../section';

/** Subjects that pretend: a person looks at each, whatever the level of autonomy. */
export const HonestyPolicy = section('Honest subjects', 'Subjects that pretend: a person looks at each.', {
  replyMarks: phrases(1, ['re', 'fw', 'fwd', 'aw', 'wg', 'sv', 'vs', 'rif', 'tr', 'rv']).meta({
    title: 'Pretended replies',
    description: 'Marks before a colon that pretend an answer or a forwarded message.',
    unit: 'marks',
  }),
  accountNotices: phrases(2, [
    'account locked',
    'account on hold',
    'account will be closed',
    'action required',
    'confirm your account',
    'confirm your identity',
    'delivery failed',
    'immediate attention',
    'important notice',
    'invoice attached',
    'legal notice',
    'overdue',
    'password expires',
    'payment declined',
    'payment failed',
    'payment problem',
    'response required',
    'security alert',
    'suspended',
    'unusual activity',
    'verify your identity',
    'your invoice',
    'your refund',
  ]).meta({
    title: 'Pretended notices',
    description: 'Phrases that make an advertisement look like a notice about an account, a payment or a danger.',
    unit: 'phrases',
  }),
});

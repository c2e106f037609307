import type { CopyBrief } from '@/domain/copy/brief';
import type { CopyWords } from '@/domain/copy/copy-words';
import { POLICY } from './snapshot';

/** A brief for the cart e-mail; override what the test is about. */
export function copyBrief(overrides: Partial<CopyBrief> = {}): CopyBrief {
  return {
    agentId: 'cart_winback',
    action: 'cart_recovery',
    channel: 'email',
    templateId: 'cart-recovery',
    style: 'benefit',
    purpose: 'to customers who left a cart',
    company: 'Fern & Loom',
    audience: 'Customers who left a cart worth between 20 and 100',
    products: ['Linen throw', 'Oak tray'],
    slots: ['customer.first_name', 'offer.percent_off', 'cart.item_count', 'cart.value'],
    offerEnds: true,
    figures: [],
    learnings: ['Benefit did better than control in an earlier test.'],
    rejections: [],
    subjectLength: POLICY.words.subjectLength,
    forbidden: [...POLICY.words.forbidden, ...POLICY.words.spamPhrases],
    urgency: POLICY.words.urgency,
    ...overrides,
  };
}

/** Words a decent model would write for that brief. */
export const GOOD_WORDS: CopyWords = {
  subject: '{{ customer.first_name }}, {{ offer.percent_off }}% off what you chose',
  plainSubject: '{{ offer.percent_off }}% off what you chose',
  preheader: 'Your cart is as you left it, and a little lighter to carry home.',
  headline: 'Good things, for a little less',
  paragraphs: [
    'Hi {{ customer.first_name }}, you picked {{ cart.item_count }} worth {{ cart.value }}. With your personal code you get {{ offer.percent_off }}% off.',
    'If you have a question about any of it, just reply and we will be happy to help.',
  ],
  callToAction: 'Return to your cart',
};

/** Why a person says no. The key is counted per agent and template; the words are shown. Apart from its schema, to keep pages small. */
export const REJECT_REASONS = {
  wrong_customer: 'Not the right customer',
  wrong_time: 'Not the right moment',
  wrong_offer: 'Offer too high or not right',
  wrong_products: 'Not the right products',
  wrong_words: 'Wording or tone is off',
  not_true: 'A claim is not true',
  too_much: 'This customer hears from us too often',
  other: 'Something else (say what)',
} as const;

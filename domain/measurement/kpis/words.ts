/** What a touch is, as every figure counts it. */
export const TOUCH =
  'A touch is one delivered e-mail, SMS, WhatsApp or push message, or one shown web personalisation.';
/** To which touch revenue is credited. */
export const CREDIT =
  'Revenue is credited to the last touch within 7 days before the order that has evidence: its code, its signed link, or its campaign. Refunds are taken off.';

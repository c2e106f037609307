/** What a touch is, as every figure counts it. */
export const TOUCH =
  'A touch is one delivered e-mail, SMS, WhatsApp or push message, or one shown web personalisation.';
/** To which touch revenue is credited. */
export const CREDIT =
  'Revenue is credited to the last touch that has evidence (its code, its signed link, or its campaign), within 7 days of a message about a cart and 30 of any other unless the policy says otherwise. Refunds are taken off.';

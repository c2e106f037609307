/** Wishes that hold on every channel; in the ledger each is a purpose of its own, in force once it is granted. */
export const WISHES = ['email_only', 'weekly_digest', 'product_updates_only'] as const;
export type Wish = (typeof WISHES)[number];

/** The name of an agent on its card: it looks like the link it is, and the whole card leads there. */
export const CARD_LINK =
  'text-link underline-offset-2 outline-none hover:underline after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus';

/** The five channels a touch can be made on. Apart from their schema, so that a page which only names them stays small. */
export const CHANNELS = ['email', 'sms', 'whatsapp', 'push', 'web'] as const;

/** What a channel is called on screen and in files. */
export const CHANNEL_NAMES: Record<(typeof CHANNELS)[number], string> = {
  email: 'E-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  push: 'Push',
  web: 'Web',
};

/** Whether a text names a channel. */
export function isChannel(text: string): text is (typeof CHANNELS)[number] {
  return (CHANNELS as readonly string[]).includes(text);
}

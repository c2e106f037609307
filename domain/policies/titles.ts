/** Words whose spelling a key in camel case does not tell. */
const SPELLINGS: Readonly<Record<string, string>> = {
  email: 'e-mail',
  emails: 'e-mails',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  vip: 'VIP',
  sla: 'SLA',
  url: 'URL',
  id: 'ID',
  llm: 'LLM',
  winback: 'win-back',
};

/** Ends of keys that name a unit, which a form shows beside the figure. */
const UNIT_ENDS = new Set(['cents']);

/** "belowCents" is "Below", "emailsPerWindow" is "E-mails per window", "winback_offer" is "Win-back offer". */
export function titleFromKey(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_]+/)
    .map((word) => word.toLowerCase());
  const kept = words.length > 1 && UNIT_ENDS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  const text = kept.map((word) => SPELLINGS[word] ?? word).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The unit a key's end names, for columns of rows that say none: "belowCents", "percentOff", "afterHours". */
export function unitFromKey(key: string): string | null {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
  return words.find((word) => ['cents', 'percent', 'hours', 'minutes', 'days', 'months'].includes(word)) ?? null;
}

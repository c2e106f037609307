/** "kill_switch.stopped" as people say it: "Kill switch stopped". */
export function actionWords(action: string): string {
  const words = action.replaceAll(/[._]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KINDS: Record<string, string> = {
  job: 'Background job',
  key: 'Write key',
  webhook: 'Provider',
  user: 'Person',
  customer: 'Customer',
};

/** Who acted: a person by name, everything else by what it is. "job:cart-sweep" is "Background job cart-sweep". */
export function actorWords(actor: string, name: string | null): string {
  if (name) return name;
  const [kind = '', ...rest] = actor.split(':');
  const id = rest.join(':');
  const shown = kind === 'job' || kind === 'webhook' ? id : id && `…${id.slice(-6)}`;
  return [KINDS[kind] ?? kind, shown].filter(Boolean).join(' ');
}

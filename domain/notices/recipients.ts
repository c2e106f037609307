import type { NoticeSettings } from './settings';

/** Each address once, as it is first written: those that differ only in case are one. */
export function distinctAddresses(addresses: readonly string[]): string[] {
  const byReading = new Map<string, string>();
  for (const address of addresses) {
    const reading = address.toLowerCase();
    if (!byReading.has(reading)) byReading.set(reading, address);
  }
  return [...byReading.values()];
}

/** Everybody who is told of anything by e-mail, once, whatever of. */
export function everyRecipient(settings: NoticeSettings): string[] {
  const { recipients, salesRecipients, scorecardRecipients, weeklyRecipients, impactRecipients } = settings;
  return distinctAddresses([
    ...[...recipients, ...salesRecipients],
    ...[...scorecardRecipients, ...weeklyRecipients, ...impactRecipients],
  ]);
}

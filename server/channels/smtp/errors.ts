import type { SendResult } from '@/domain/channels/port';
import { isAddressFault } from '@/domain/delivery/enhanced-status';

/** What nodemailer tells of a failure, and whether any octet of the message had been handed over by then. */
export type SmtpFailure = {
  message: string;
  code?: string | undefined;
  command?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
  dataStarted: boolean;
};

/**
 * What a failed hand-over means. A reply of the server settles it by its code (RFC 5321 section 4.2.1, enhanced codes
 * of RFC 3463). Without a reply the stage decides: before the first octet of the message nothing can have been taken;
 * after it the server may have taken everything, and only the answer was lost.
 */
export function classifySmtpFailure(failure: SmtpFailure): SendResult {
  const { responseCode, dataStarted } = failure;
  const reason = failure.response ?? failure.message;
  const code = String(responseCode ?? failure.code ?? 'ESMTP');
  if (failure.code === 'ETLS' || isAboutCertificate(failure)) {
    const words = `No encrypted line to the mail server could be had, so nothing was sent: ${reason}`;
    return { kind: 'retry', code: 'ETLS', reason: words, ofProvider: true };
  }
  if (failure.code === 'EAUTH') return { kind: 'retry', code, reason, ofProvider: true };
  if (responseCode && responseCode >= 500) return permanent(failure, code, reason);
  if (responseCode && responseCode >= 400) return { kind: 'retry', code, reason, ofProvider: responseCode === 421 };
  if (dataStarted) {
    return { kind: 'unknown', code, reason: `The connection ended before the server answered: ${reason}` };
  }
  if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE') return { kind: 'fail', code, reason };
  return { kind: 'retry', code, reason, ofProvider: true };
}

/** A handshake that failed tells no stage: it comes as an error of the line, before anything of the message. */
function isAboutCertificate({ message, dataStarted, responseCode }: SmtpFailure): boolean {
  return !dataStarted && responseCode === undefined && /certificate|\bSSL\b|\bTLS\b|altnames/i.test(message);
}

/** 5.1.x: the address is wrong. 5.7.x and the rest: our domain, the content or the server's rules, not the person. */
function permanent(failure: SmtpFailure, code: string, reason: string): SendResult {
  const [enhanced] = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(reason) ?? [];
  if (enhanced) return { kind: isAddressFault(enhanced) ? 'suppress' : 'fail', code: `${code} ${enhanced}`, reason };
  const refusedRecipient = failure.command === 'RCPT TO' && [550, 551, 553].includes(failure.responseCode ?? 0);
  return { kind: refusedRecipient ? 'suppress' : 'fail', code, reason };
}

import { actionKind } from '../agents/agent-cards';
import type { Agreement } from '../customers/assumed-consent';

/** The sentence of the footer that tells somebody why this e-mail came to them, and claims no agreement nobody gave. */
export function whyReceived(action: string | null, companyName: string, agreement: Agreement): string {
  const because = [occasionOf(action, companyName, agreement), agreementTo(companyName, agreement)];
  return `You receive this because ${because.filter((part) => part !== null).join(' and ')}.`;
}

function occasionOf(action: string | null, companyName: string, agreement: Agreement): string | null {
  const kind = actionKind(action);
  if (kind === 'cart') return 'you left something in your cart';
  if (kind === 'winback') return 'you have shopped with us before';
  return agreement === 'none' ? `you are in touch with ${companyName}` : null;
}

function agreementTo(companyName: string, agreement: Agreement): string | null {
  switch (agreement) {
    case 'given':
      return `you agreed to receive e-mail from ${companyName}`;
    case 'assumed':
      return `it was assumed, when the customer records of ${companyName} were imported, that you agree to its e-mail`;
    case 'none':
      return null;
  }
}

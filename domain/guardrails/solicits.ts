import { phrasesIn } from './visible-words';

/** What no message of a shop has a word for: secrets of the reader, in the languages shops write in. */
const SECRETS = [
  ...['password', 'passwords', 'passcode', 'pin code', 'your pin', 'cvv', 'cvc', 'iban', 'sort code', 'ssn'],
  ...['card number', 'card numbers', 'card details', 'account number', 'bank details', 'social security', 'bitcoin'],
  ...['number on your card', 'digits on the front', 'digits on the back', 'digits of your card', 'digits on your'],
  ...['front of your card', 'back of your card', 'front of your plastic', 'wire transfer', 'security code', 'crypto'],
  ...['passwort', 'kennwort', 'kartennummer', 'kontonummer', 'bankverbindung', 'prüfziffer', 'geheimzahl'],
  ...['mot de passe', 'numéro de carte', 'coordonnées bancaires', 'code secret', 'contraseña', 'número de tarjeta'],
  ...['datos bancarios', 'numero di carta', 'numero della carta', 'coordinate bancarie', 'wachtwoord', 'kaartnummer'],
  ...['pincode', 'senha', 'palavra-passe', 'número do cartão', 'dados bancários'],
];
/** Said of these things alone nothing is asked; told, typed or sent they are. */
const ASKED =
  /(?<!\p{L})(?:enter|type|send|give|tell|reply|answer|confirm|verify|provide|share|submit|update|read\s+out|text|gib|geben|senden?|schicken?|bestätigen?|entrez|envoyez|confirmez|donnez|introduce|envía|confirma|inserisci|invia|conferma|stuur|bevestig|geef|digite|envie|confirme)(?!\p{L})[^.!?\n]{0,60}?(?<!\p{L})(?:your\s+(?:\p{L}+\s+)?(?:card(?!s)|bank|account|identity|payment|passport|date\s+of\s+birth|plastic|pin)|credit\s?card|debit\s?card|kreditkarte|carte\s+bancaire|carte\s+de\s+crédit|tarjeta|carta\s+di\s+credito|creditcard|cartão|the\s+(?:digits|numbers?|code)\s+(?:on|of|from)|gift\s?card\s+(?:code|number))(?!\p{L})/giu;
/** A number of a card, or the beginning of one. */
const CARD = /(?<!\p{L})card\s*(?:no\.?|number|:)?\s*\d{4}(?!\p{L})|(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/giu;

/** What a text, folded as an eye reads it, asks of its reader that no message of a shop asks for. */
export function asksIn(text: string): string[] {
  const asked = text.match(ASKED) ?? [];
  const cards = text.search(CARD) >= 0 ? ['the number of a card'] : [];
  return [...new Set([...phrasesIn(text, SECRETS), ...asked, ...cards])];
}

/** What is known of a customer that they can be called by. */
export type NamedCustomer = {
  id: string;
  externalId: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
};

/**
 * What to call a customer, everywhere: their name, else the best id the shop gave; a visitor nobody knows by the end of
 * our own id.
 */
export function customerName({ id, externalId, email, firstName, lastName }: NamedCustomer): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name || email || (externalId ? `Customer ${externalId}` : `Visitor ${id.slice(-6)}`);
}

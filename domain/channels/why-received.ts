/** The sentence of the footer that tells somebody why this e-mail came to them. */
export function whyReceived(action: string | null, companyName: string): string {
  const agreed = `you agreed to receive e-mail from ${companyName}`;
  if (action?.startsWith('cart')) return `You receive this because you left something in your cart and ${agreed}.`;
  if (action?.startsWith('winback')) return `You receive this because you have shopped with us before and ${agreed}.`;
  return `You receive this because ${agreed}.`;
}

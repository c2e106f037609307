/** The sentence of a proposal, cut where the person's name belongs: "Send | an e-mail about a cart of $120.00." */
export function proposalParts(proposal: string): { verb: string; rest: string } {
  const cut = proposal.indexOf(' ');
  return cut < 0 ? { verb: proposal, rest: '' } : { verb: proposal.slice(0, cut), rest: proposal.slice(cut + 1) };
}

/** The proposal at the beginning of a decision's summary, without where it stands. */
export function proposalOf(summary: string): string {
  const end = summary.search(/\. (Held out|Blocked|Waits for a person|Goes out by itself)/);
  return end < 0 ? summary : summary.slice(0, end + 1);
}

/** An agent that broke while it looked at somebody; `cause` is what broke. */
export class AgentFault extends Error {
  override readonly name = 'AgentFault';

  constructor(
    readonly agentId: string,
    cause: unknown,
  ) {
    super(`The agent ${agentId} broke: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

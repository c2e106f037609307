export { type AgentAction, type AgentDetail, getAgent } from './get-agent';
export { type AgentFigures, type AgentListItem, listAgents } from './list-agents';

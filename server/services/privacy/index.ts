export { exportCertificate, exportPerson } from './export-person';
export { extendRequest, letReturn, refuseRequest, runRequest, verifyRequest } from './move-request';
export { getRequest, listRequests, type PrivacyRequestDetail } from './read-requests';
export { receiveFromEvents } from './receive-from-events';
export { receiveRequest } from './receive-request';
export { type RequestTurn, requestTurn, requestTurnOf, silentRequests } from './request-turn';
export { stopMarketing } from './stop-marketing';
export {
  ListRequestsInput,
  type PrivacyRequestItem,
  ReasonInput,
  ReceiveRequestInput,
  RequestIdInput,
  VerifyRequestInput,
} from './types';

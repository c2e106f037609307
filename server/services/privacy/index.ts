export { exportCertificate, exportPerson } from './export-person';
export { exportRequests } from './export-requests';
export { extendRequest, letReturn, refuseRequest, runRequest, verifyRequest } from './move-request';
export { countRequests, getRequest, listRequests, type PrivacyRequestDetail } from './read-requests';
export { receiveFromEvents } from './receive-from-events';
export { lookUpPerson, receiveRequest } from './receive-request';
export { type RequestTurn, requestTurn, requestTurnOf, silentRequests } from './request-turn';
export { stopMarketing } from './stop-marketing';
export {
  ListRequestsInput,
  LookUpPersonInput,
  type PrivacyRequestItem,
  ReasonInput,
  ReceiveRequestInput,
  RequestIdInput,
  VerifyRequestInput,
} from './types';

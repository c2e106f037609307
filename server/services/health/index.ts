export { type Readiness, readiness } from './readiness';
export {
  type ChannelService,
  type Percentiles,
  type ServiceLevels,
  ServiceLevelsInput,
  type ServiceStep,
  serviceLevels,
} from './service-levels';

export { type Readiness, readiness } from './readiness';

export { type Recheck, recheck } from './recheck';
export { type Reexamined, reexamine } from './reexamine';

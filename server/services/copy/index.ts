export { type CopyStanding, copyStanding } from './spending';
export { type WrittenCopy, writeCopy } from './write-copy';

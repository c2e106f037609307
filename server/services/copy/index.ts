export { type WrittenCopy, writeCopy } from './write-copy';

export { attributeOrder } from './attribute-order';

export { CONSENT_TEXT, viewCart } from '../services/shop';

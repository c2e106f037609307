export { type Brief, items, type OfferWords, shopUrl } from './brief';
export { type CampaignBrief, campaignMessage } from './campaign';
export { type CartBrief, cartConcierge, cartRecovery } from './cart-recovery';
export {
  type LifecycleBrief,
  lifecycleConcierge,
  lifecycleDiscover,
  lifecycleNews,
  lifecycleOutreach,
  lifecycleRetention,
  lifecycleUpsell,
  lifecycleValue,
  lifecycleWelcome,
} from './lifecycle-email';
export { cartNoteWeb, cartReminderSms, SMS_OPT_OUT, winbackSms, winbackWeb } from './short-messages';
export { type WhatsappBrief, whatsappMessage } from './whatsapp';
export {
  type StockFact,
  type WinbackBrief,
  winbackConcierge,
  winbackDiscount,
  winbackFollowUp,
  winbackNewProducts,
  winbackScarcityExpiry,
  winbackScarcityStock,
} from './winback-email';

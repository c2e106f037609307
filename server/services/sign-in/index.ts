export { findSession, type SignedIn } from './find-session';
export { normaliseEmail } from './normalise-email';
export { ChangePasswordInput, changePassword, endOtherSessions, type OwnSession, ownSessions } from './own-account';
export { hashPassword } from './password';
export { resetPassword } from './reset-password';
export { type SignInRequest, type SignInResult, signIn, signOut } from './sign-in';

export { findSession, type SignedIn } from './find-session';
export { normaliseEmail } from './normalise-email';
export { hashPassword } from './password';
export { type SignInRequest, type SignInResult, signIn, signOut } from './sign-in';

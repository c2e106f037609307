// The arrows of docs/architecture.md: which part may import which. `npm run arrows` checks them.

const TEST = String.raw`(\.(test|int\.test|spec)\.tsx?$)|(^(tests|e2e)/)|(/testing/)`;

/** Who asks the database across workspaces, and for what; all else works for one, through its context. */
const ACROSS_WORKSPACES = [
  // Who somebody is, before there is a workspace: sessions, memberships, write keys by hash, shops by address; and what
  // makes one.
  '^server/services/sign-in/(sign-in|find-session|own-account|reset-password|throttle)',
  '^server/services/workspaces/(create-workspace|find-membership|list-workspaces)',
  '^server/services/write-keys/(access|allowance)',
  '^server/services/shop/open-shop',
  // Whose provider reports, before there is a workspace: by the address that was told to it.
  '^server/services/webhooks/find-account',
  // What lies behind an address, for whoever holds it; accounts, which may belong to several workspaces.
  '^server/services/people/(find-access|redeem-access|make-password-link|simulated-address)',
  '^server/services/reports/open-shared',
  // Sweeps: where there is work to do. The work itself is done for one workspace.
  '^server/services/audit/write-checkpoint',
  '^server/services/decisions/live-workspaces',
  '^server/services/delivery/due-workspaces',
  '^server/services/events/process-workspace',
  '^server/services/imports/(forget-uploads|import-turn|files/forget-files|files/run-file)',
  '^server/services/measurement/stale-workspaces',
  '^server/services/privacy/request-turn',
  '^server/services/replay/replay-turn',
  '^server/services/webhooks/due-reports',
  // How the installation is, and its secrets.
  '^server/services/delivery/oldest-overdue',
  '^server/services/events/oldest-pending',
  '^server/services/health/readiness',
  '^server/services/vitals/(beat|keep-noted|load-answers|load-uptime)',
  '^server/services/consent/suppress',
  '^server/installation-key',
  // The demo: new workspaces and their people.
  '^server/services/simulation/(create-demo-installation|demo-people|demo-workspaces|shop-key|twin-tick)',
  // The command line acts for whoever owns the installation.
  '^scripts/(audit-export|workspace-context)',
].map((path) => String.raw`${path}\.ts$`);

/**
 * Rules for dependency-cruiser. `runtimeOnly`: importing a type is fine, because nothing of it is left when the code
 * runs.
 */
export const rules = [
  {
    name: 'no-runtime-cycles',
    comment: 'Modules that import each other load in an order nobody can see. Move what both need into a third one.',
    runtimeOnly: true,
    from: {},
    to: { circular: true },
  },
  {
    name: 'domain-is-pure',
    comment: 'domain/ imports only domain/ and zod: no database, network, clock or framework. Pass the value in.',
    from: { path: '^domain/', pathNot: TEST },
    to: { pathNot: ['^domain/', 'node_modules/zod/'] },
  },
  {
    name: 'snippet-stands-alone',
    comment:
      'snippet/ runs in pages of other people, where every byte counts: it takes types from elsewhere, never code.',
    runtimeOnly: true,
    from: { path: '^snippet/', pathNot: TEST },
    to: { pathNot: '^snippet/' },
  },
  {
    name: 'client-never-reaches-server',
    comment: 'Code for the browser takes types from the server, never values: they would be shipped to everybody.',
    runtimeOnly: true,
    from: {
      path: '^(components|lib)/',
      pathNot: [TEST, String.raw`^lib/trpc/server\.tsx?$`, String.raw`^lib/env\.ts$`],
    },
    to: { path: '^(server|inngest|prisma)/' },
  },
  {
    name: 'client-ships-no-schemas',
    comment:
      'zod adds 100 kB to a page. Lists and words live apart from their schema (domain/channels/channel-ids.ts); ' +
      'import them, or the type alone.',
    runtimeOnly: true,
    from: {
      path: '^(components|lib)/',
      pathNot: [TEST, String.raw`^lib/trpc/server\.tsx?$`, String.raw`^lib/env\.ts$`],
    },
    to: { path: 'node_modules/zod/', reachable: true },
  },
  {
    name: 'pages-go-through-trpc',
    comment:
      'A page prefetches with lib/trpc/server; only public doors (api, v1, t, s, join, the demo shop) call services.',
    from: { path: '^app/', pathNot: [TEST, String.raw`^app/(api|v1|t|s|\(shop\)|\(auth\)/join)/`] },
    to: { path: '^(server/(services|channels|ai|db)|inngest|prisma)' },
  },
  {
    name: 'doors-are-thin',
    comment: "Routers, jobs and route handlers call a service's index, never the database or an adapter.",
    from: { path: '^(server/trpc|inngest/functions|app)/', pathNot: TEST },
    to: { path: String.raw`^(server/db\.ts|server/generated/|prisma/|server/(channels|ai)/)` },
  },
  {
    name: 'across-workspaces-for-few',
    comment:
      'ctx.db (or tenantPool) sees one workspace, whatever a query forgets. Who must ask across workspaces is listed ' +
      'at ACROSS_WORKSPACES with the reason; find the ids there, then do the work in a context each.',
    from: { pathNot: [TEST, ...ACROSS_WORKSPACES] },
    to: { path: String.raw`^server/system-db\.ts$` },
  },
  {
    name: 'connections-of-one-identity',
    comment: 'Connections come from server/db.ts or server/system-db.ts, which say as whom they work.',
    runtimeOnly: true,
    from: {
      path: '^(app|components|inngest|lib|scripts|server)/',
      pathNot: [
        TEST,
        String.raw`^server/(guarded-pool|db|system-db|context|migrations|watch-database)\.ts$`,
        '^server/embedded/',
        // Compares the schema with the migrations, on a database of its own.
        String.raw`^scripts/schema-engine\.ts$`,
      ],
    },
    to: { path: String.raw`(^server/guarded-pool\.ts$)|(node_modules/(pg|@prisma/adapter-pg)/)` },
  },
  {
    name: 'services-via-index',
    comment: "A service's index.ts is its only door. Export the verb there.",
    from: { path: '^(?!server/services/)', pathNot: TEST },
    to: { path: String.raw`^server/services/[^/]+/(?!index\.ts$)` },
  },
  {
    name: 'services-cross-via-index',
    comment: "One service calls another through the other's index.ts.",
    from: { path: '^server/services/([^/]+)/', pathNot: TEST },
    to: { path: '^server/services/[^/]+/', pathNot: ['^server/services/$1/', String.raw`/index\.ts$`] },
  },
  {
    name: 'adapters-are-leaves',
    comment: 'A channel or model adapter speaks to its provider and knows nobody above it.',
    from: { path: '^server/(channels|ai)/', pathNot: TEST },
    to: { path: String.raw`^(server/(services|trpc)/|server/db\.ts|inngest/|app/|components/)` },
  },
  {
    name: 'nothing-imports-app',
    comment: 'app/ holds routes; what others need lives in components/, lib/ or server/.',
    from: { pathNot: ['^app/', TEST] },
    to: { path: '^app/' },
  },
  {
    name: 'tests-stay-in-tests',
    comment: 'The product does not depend on its tests.',
    from: { pathNot: [TEST, String.raw`^vitest\.config\.ts$`] },
    to: { path: TEST },
  },
  {
    name: 'inngest-contract-is-a-leaf',
    comment: 'Services import the client and the events, so these import nothing above themselves.',
    from: { path: String.raw`^inngest/(client|events)\.ts$` },
    to: { path: '^(server/(?!embedded/executor/index)|app/|components/|prisma/)' },
  },
  {
    name: 'embedded-stands-alone',
    comment:
      'The embedded database and executor know nothing of the product; server/embedded/background.ts joins them.',
    from: { path: '^server/embedded/(postgres|executor)/', pathNot: TEST },
    to: { path: '^(domain|inngest|app|components)/|^server/(?!embedded/)' },
  },
  {
    name: 'server-caller-in-app-only',
    comment: 'lib/trpc/server reads the request; it belongs to pages.',
    from: { pathNot: ['^app/', TEST] },
    to: { path: '^lib/trpc/server' },
  },
  {
    name: 'recharts-in-charts-only',
    comment: 'Charts are drawn in components/charts, from prepared data.',
    from: { pathNot: '^components/charts/' },
    to: { path: 'node_modules/recharts/' },
  },
  {
    name: 'ai-sdk-in-server-ai-only',
    comment: 'server/ai is the only one to speak to language models.',
    from: { pathNot: ['^server/ai/', TEST] },
    to: { path: 'node_modules/(ai|@ai-sdk)/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
const TEST = '\\.(test|int\\.test|eval|spec)\\.tsx?$|^(tests|e2e)/';
module.exports = {
  forbidden: [
    {
      name: 'no-runtime-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'domain/ imports only domain/ and zod.',
      from: { path: '^domain/', pathNot: TEST },
      to: { pathNot: ['^domain/', 'node_modules/zod/'] },
    },
    {
      name: 'client-never-reaches-server',
      severity: 'error',
      from: { path: '^(components|lib)/', pathNot: [TEST, '^lib/trpc/server\\.tsx$', '^lib/env\\.ts$'] },
      to: { path: '^(server|inngest|prisma)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-go-through-trpc',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/(api|t|v1)/' },
      to: { path: '^(server/(services|channels|ai|db)|inngest|prisma)' },
    },
    {
      name: 'transports-are-thin',
      severity: 'error',
      comment: "Routers, jobs, route handlers call a service's index, never the database or an adapter.",
      from: { path: '^(server/trpc|inngest/functions|app/(api|t|v1))/', pathNot: TEST },
      to: { path: '^(server/db|prisma/)|^server/(channels|ai)/' },
    },
    {
      name: 'services-via-index',
      severity: 'error',
      from: { path: '^(?!server/services/)', pathNot: TEST },
      to: { path: '^server/services/[^/]+/(?!index\\.ts$)' },
    },
    {
      name: 'services-cross-via-index',
      severity: 'error',
      from: { path: '^server/services/([^/]+)/', pathNot: TEST },
      to: { path: '^server/services/[^/]+/', pathNot: ['^server/services/$1/', '/index\\.ts$'] },
    },
    {
      name: 'adapters-are-leaves',
      severity: 'error',
      from: { path: '^server/(channels|ai)/', pathNot: TEST },
      to: { path: '^(server/(services|trpc|db)|inngest|app|components)' },
    },
    { name: 'nothing-imports-app', severity: 'error', from: { pathNot: '^app/' }, to: { path: '^app/' } },
    { name: 'tests-stay-in-tests', severity: 'error', from: { pathNot: TEST }, to: { path: TEST } },
    {
      name: 'inngest-contract-is-a-leaf',
      severity: 'error',
      from: { path: '^inngest/(client|events)\\.ts$' },
      to: { path: '^(server|app|components|prisma)/' },
    },
    {
      name: 'server-caller-in-app-only',
      severity: 'error',
      from: { pathNot: ['^app/', TEST] },
      to: { path: '^lib/trpc/server' },
    },
    {
      name: 'recharts-in-charts-only',
      severity: 'error',
      from: { pathNot: '^components/charts/' },
      to: { path: 'node_modules/recharts/' },
    },
    {
      name: 'ai-sdk-in-server-ai-only',
      severity: 'error',
      from: { pathNot: ['^server/ai/', TEST] },
      to: { path: 'node_modules/(ai|@ai-sdk)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.next/' },
  },
};

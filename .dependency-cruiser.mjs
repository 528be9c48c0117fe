/** Who may import whom: the picture in README, checked. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    forbid('no-circular', {}, { circular: true }, 'Data flows one way.'),
    forbid(
      'shared-is-pure',
      { path: '^shared/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
      'shared has no I/O: it runs in Deno, Node and the browser.',
    ),
    forbid(
      'shared-imports-few',
      { path: '^shared/', pathNot: '\\.test\\.ts$' },
      { path: 'node_modules', pathNot: 'node_modules/(zod|viem|multiformats|mediabunny|@zoralabs/protocol-deployments)/' },
      'shared imports zod, the hashing of viem and multiformats, readers of media, and the published ABIs.',
    ),
    forbid(
      'shared-stands-alone',
      { path: '^shared/' },
      { path: '^(web|supabase|local|e2e|contracts)/' },
      'shared is at the bottom.',
    ),
    forbid(
      'kernel-imports-no-domain',
      { path: '^shared/kernel/' },
      { path: '^shared/(?!kernel/)' },
      'The kernel knows no domain.',
    ),
    forbid(
      'domains-meet-in-schemas',
      { path: '^shared/(?!kernel/|generated/|decisions/)([^/]+)/' },
      { path: '^shared/(?!kernel/)([^/]+)/(?!schema\\.ts)', pathNot: '^shared/$1/' },
      'Between domains only schema.ts.',
    ),
    forbid(
      'functions-do-not-meet',
      { path: '^supabase/functions/([^_/][^/]*)/' },
      { path: '^supabase/functions/([^_/][^/]*)/', pathNot: '^supabase/functions/$1/' },
      'What two functions need is in _shared.',
    ),
    forbid(
      'functions-shared-is-below',
      { path: '^supabase/functions/_shared/' },
      { path: '^supabase/functions/[^_]' },
      '_shared does not know the functions.',
    ),
    forbid(
      'http-is-at-the-edge',
      { path: '^supabase/functions/_shared/(adapters|stores)/' },
      { path: '^supabase/functions/_shared/http/' },
      'Only handlers know HTTP answers.',
    ),
    forbid(
      'supabase-stays-behind',
      { path: '^supabase/', pathNot: '\\.test\\.ts$' },
      { path: '^(web|local|e2e|contracts)/' },
      'web and supabase meet in shared alone.',
    ),
    forbid(
      'web-stays-in-front',
      { path: '^web/', pathNot: '\\.test\\.tsx?$' },
      { path: '^(supabase|local|e2e|contracts)/' },
      'web and supabase meet in shared alone.',
    ),
    forbid(
      'features-do-not-meet',
      { path: '^web/features/([^/]+)/' },
      { path: '^web/features/([^/]+)/', pathNot: '^web/features/$1/' },
      'Only web/app composes features.',
    ),
    forbid('features-do-not-know-the-app', { path: '^web/(features|lib|ui)/' }, { path: '^web/app/' }, 'The app is on top.'),
    forbid('ui-and-lib-know-no-feature', { path: '^web/(lib|ui)/' }, { path: '^web/features/' }, 'Primitives have no domain.'),
    forbid('ui-is-drawing-alone', { path: '^web/ui/' }, { path: '^web/lib/' }, 'Primitives fetch nothing.'),
    forbid(
      'nobody-imports-local',
      { path: '^(web|supabase|shared|contracts)/', pathNot: '\\.test\\.tsx?$' },
      { path: '^local/' },
      'Production does not know that it runs locally.',
    ),
    forbid(
      'no-unknown-modules',
      {},
      { couldNotResolve: true, pathNot: '^(virtual:|cloudflare:)|\\?url$' },
      'An import that resolves to nothing.',
    ),
    forbid(
      'production-ships-dependencies-only',
      { path: '^(web|supabase|shared)/', pathNot: '\\.test\\.tsx?$|/_?testing/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
      'A dev dependency is not there in production.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|^\\.local/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};

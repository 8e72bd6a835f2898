/** The floors of the house (ARCHITECTURE.md): a floor imports only from floors below it. */
const domain = '^src/(profiles|credentials|aws|project|session|init|doctor|configure)/';
const above = (from, to, comment) => ({
  name: comment.replaceAll(' ', '-'),
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    above('^src/values/', '^(src/(?!values/)|machines|components|demo)', 'values import nothing above them'),
    above(
      '^src/platform/',
      '^(src/(?!values/|platform/)|machines|components|demo)',
      'platform imports only values',
    ),
    above(
      domain,
      '^(src/(cli|headless)|src/cli\\.ts|machines|components|demo)',
      'domain imports only domain and below',
    ),
    above(
      '^machines/',
      '^(src/(cli|headless)|src/cli\\.ts|components|demo)',
      'machines import only domain and below',
    ),
    above('^(components|src/headless)/', '^(src/cli|demo)', 'drivers do not import the roof'),
    above('^components/', '^src/headless/', 'the screen does not import the headless driver'),
    above('^src/headless/', '^components/', 'the headless driver does not import the screen'),
    above('^demo/', '^(src|machines|components)/', 'the demo cloud is a house of its own'),
    above('^(src/(?!cli)|machines|components)', '^demo/', 'only the roof starts the demo cloud'),
    {
      name: 'machines-touch-nothing',
      comment: 'a machine names an actor; the roof provides it',
      severity: 'error',
      from: { path: '^machines/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'components-touch-nothing',
      comment: 'a component shows a state and sends events',
      severity: 'error',
      from: { path: '^components/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'files-only-in-platform',
      comment:
        'the file system is reached through src/platform; profiles/store reads synchronously for the fast path',
      severity: 'error',
      from: { path: domain, pathNot: '^src/profiles/store\\.ts$|^src/session/log' },
      to: { dependencyTypes: ['core'], path: '^fs' },
    },
    {
      name: 'sdk-only-in-aws',
      comment: 'clients are made in src/aws only',
      severity: 'error',
      from: { path: '^(src/(?!aws/)|machines|components)' },
      to: { path: '@aws-sdk' },
    },
    {
      name: 'ink-only-in-components',
      severity: 'error',
      from: { path: '^(src/(?!cli/)|machines|demo/cloud)' },
      to: { path: 'node_modules/(ink|react)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The slowest files, slowest first: many programs run in one test, or a test waits. Vitest orders files that it has not run yet by
 * size, so one of these could start last and then run alone on an idle machine.
 */
const long = [
  'random-input',
  'adding-a-flow',
  'new-environment-killed',
  'upgrade-killed',
  'assume-killed',
  'clone-killed',
  'aws-check',
  'flows-with-iam-delay',
  'throttled',
  'offline',
].map((name) => `/${name}.test.ts`);

/** Vitest's own order, except that the slowest files start first. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? long.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const shared = {
  env: {
    FORCE_COLOR: '3',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TZ: 'UTC',
  },
  // Allows for a busy machine; otherwise tests take a second or two.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // On request, a test without assertions fails. Seeing something on the screen counts as one.
  expect: { requireAssertions: process.env.REQUIRE_ASSERTIONS === '1' },
};

/** Tests that run many programs one after the other, or wait. */
const slow = {
  pool: 'forks' as const,
  maxWorkers: 6,
  globalSetup: ['test/journeys/support/build-once.ts'],
  // Some go through all kill points in sequence, which takes as long as the machine needs.
  testTimeout: 900_000,
  hookTimeout: 120_000,
};

/** Unit tests that replace modules with `vi.mock`; they must not share loaded modules with other files. */
const replacingModules = [
  'test/unit/platform/terminal.test.ts',
  'test/unit/platform/as-on-windows.test.ts',
  'test/unit/platform/lock-of-another-user.test.ts',
  'test/unit/platform/tty-writer.test.ts',
  'test/unit/state/journal-overtaken.test.ts',
  'test/unit/state/letters-of-a-folder.test.ts',
];

/** Rings of tests, fastest first; see CONTRIBUTING.md. */
export default defineConfig({
  define: { VERSION: JSON.stringify('0.0.0-test') },
  test: {
    // Use every core; by default, Vitest leaves one free.
    maxWorkers: '100%',
    // A shuffled run has its own order.
    ...(process.argv.some((word) => word.startsWith('--sequence.shuffle'))
      ? {}
      : { sequence: { sequencer: LongFirst } }),
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          exclude: replacingModules,
          setupFiles: ['test/support/properties.ts'],
          pool: 'threads',
          // Modules are loaded once for all files, since loading takes longer than the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { ...shared, name: 'unit-alone', include: replacingModules, pool: 'threads' },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'screens',
          include: ['test/screens/**/*.test.{ts,tsx}'],
          pool: 'forks',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'cloud',
          include: ['test/cloud/**/*.test.ts'],
          setupFiles: ['test/support/properties.ts'],
          pool: 'forks',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'journeys',
          include: ['test/journeys/*.test.ts'],
          pool: 'forks',
          // Modules are loaded once for all files of a worker, as above.
          isolate: false,
          // They mostly wait, so there may be more workers than cores. They run after the other rings.
          maxWorkers: 6,
          // Some tests run up to twenty programs in sequence, which takes half a minute on an idle machine.
          testTimeout: 180_000,
          sequence: { groupOrder: 1 },
          globalSetup: ['test/journeys/support/build-once.ts'],
        },
      },
      {
        extends: true,
        test: { ...shared, ...slow, name: 'slow', include: ['test/journeys/slow/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        // These run commands in their own process, with other variables and streams, so they share no modules.
        test: { ...shared, ...slow, name: 'slow-alone', include: ['test/slow/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'record',
          include: ['demo/record/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 120_000,
        },
      },
    ],
  },
});

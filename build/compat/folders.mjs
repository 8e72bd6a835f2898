import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';

const react = { 'package.json': '{"name":"shop","dependencies":{"react":"19.2.0"}}' };
const android = {
  'settings.gradle': "include ':app'\n",
  'build.gradle': '',
  'app/src/main/res/values/a.xml': '',
};
const ios = { 'shop.xcodeproj/project.pbxproj': '' };
const flutter = {
  'pubspec.yaml': 'name: shop\nenvironment:\n  sdk: ^3.0.0\ndependencies:\n  flutter:\n    sdk: flutter\n',
};

/** The kinds of app, each with the files that it is recognised by, and its settings as the CLI takes them. */
export const kinds = [
  { name: 'JavaScript', files: react, frontend: { frontend: 'javascript' } },
  {
    name: 'Android',
    files: android,
    frontend: { frontend: 'android', config: { ResDir: 'app/src/main/res' } },
  },
  { name: 'iOS', files: ios, frontend: { frontend: 'ios' } },
  { name: 'Flutter', files: flutter, frontend: { frontend: 'flutter', config: { ResDir: './lib/' } } },
];

/** Ignored by Amplify's block of .gitignore, so a clone lacks these. */
const ignored = [
  'amplify/#current-cloud-backend',
  'amplify/.config/local-env-info.json',
  'amplify/.config/local-aws-info.json',
  'amplify/backend/amplify-meta.json',
  'src/aws-exports.js',
  'src/amplifyconfiguration.json',
];

/** `status` of an Amplify CLI, which reads the whole project and changes nothing. */
const status = { args: ['status'], says: /Category +[│|] Resource name/, changes: [] };
const environments = (...names) => [
  { ...status, says: new RegExp(`Current Environment: ${names[0]}\\b`) },
  {
    args: ['env', 'list'],
    says: new RegExp(names.map((name, index) => `${index === 0 ? '\\*' : ''}${name}`).join('[^]*')),
    changes: [],
  },
  { args: ['env', 'get', '--name', names[0]], says: /StackName: amplify-|StackName: shop-/, changes: [] },
];

/** `configure project` of today's CLI without questions, with another editor and its own flags for the kind of app. */
const configure = (frontend, ...made) => ({
  args: [
    ...['configure', 'project', '--yes', '--amplify', JSON.stringify({ defaultEditor: 'vim' })],
    ...['--frontend', JSON.stringify(frontend)],
    ...[
      '--providers',
      '{"awscloudformation":{"configLevel":"project","useProfile":true,"profileName":"default"}}',
    ],
  ],
  says: /Successfully made configuration changes/,
  // With these flags, it forgets the editor; that is the CLI's own behaviour.
  changes: ['amplify/.config/local-env-info.json', 'amplify/.config/project-config.json', ...made],
});
const vue = {
  frontend: 'javascript',
  framework: 'vue',
  config: {
    SourceDir: 'src',
    DistributionDir: 'dist',
    BuildCommand: 'npm run build',
    StartCommand: 'npm start',
  },
};

/** Fetches what is deployed: the archive and the metadata that this program stored. */
const pull = {
  args: ['pull', '--yes'],
  says: /Post-pull status/,
  changes: ['amplify/.config/local-env-info.json'],
};
const push = {
  args: ['push', '--yes'],
  says: /No changes detected/,
  changes: ['amplify/.config/local-env-info.json'],
};

/** A backend with auth from start to end, made by the CLI with Enter pressed at every question. */
const withAuth = [
  {
    args: ['add', 'auth'],
    asks: {},
    says: /Successfully added (?:auth )?resource/,
    changes: [/^amplify\//],
  },
  {
    ...push,
    // That is all it says without a terminal; the stack has to be updated, and the app's configuration written.
    says: /Uploading files/,
    changes: [/^amplify\//, /^src\//],
    writes: 'src/aws-exports.js',
    becomes: { state: 'UPDATE_COMPLETE' },
  },
];
const remove = {
  args: ['delete'],
  asks: { 'CANNOT be undone': 'y' },
  says: /Project deleted/,
  changes: [/./],
  ends: true,
};

/** The CLI of 2018 asks; Enter at every question keeps the project's values, and it adds its own `configLevel`. */
const configureAsked = {
  args: ['configure', 'project'],
  asks: {},
  says: /Configuration done\./,
  changes: ['amplify/.config/aws-info.json'],
};

/**
 * The folders, each made by this program, and the commands of an Amplify CLI to run in them.
 *
 * `made`: what was run, as the page says it; `make` makes the folder and returns its path; `asks`: the command asks, and what
 * to type at which question; `changes`: the files that it may change; `writes`: the one that it has to; `becomes`: what this
 * program then sees differently; `ends`: no project is left.
 */
export const folders = [
  {
    title: 'A new project with environments, React',
    made: 'init --yes --env dev',
    cli: 'today',
    make: (world) => initiated(world, 'react', react, '--env', 'dev'),
    commands: [...environments('dev'), pull, push, configure(vue)],
  },
  ...kinds.slice(1).map(({ name, files, frontend }) => ({
    title: `A new project with environments, ${name}`,
    made: 'init --yes --env dev',
    cli: 'today',
    make: (world) => initiated(world, `new-${frontend.frontend}`, files, '--env', 'dev'),
    commands: [...environments('dev'), configure(frontend)],
  })),
  {
    title: 'A project with environments that became another kind of app',
    made: 'init --yes --env dev, then configure project --yes --frontend \'{"frontend":"android"}\'',
    cli: 'today',
    make(world) {
      const cwd = initiated(world, 'changed', react, '--env', 'dev');
      world.ours(cwd, 'configure', 'project', '--yes', '--frontend', '{"frontend":"android"}');
      return cwd;
    },
    commands: [...environments('dev'), pull],
  },
  {
    title: 'A documented project, upgraded',
    made: 'init --yes, then upgrade --yes',
    cli: 'today',
    make(world) {
      const cwd = initiated(world, 'upgraded', react);
      world.ours(cwd, 'upgrade', '--yes');
      return cwd;
    },
    // A documented project has none until something is pushed.
    commands: [...environments('dev'), configure(vue, 'src/amplifyconfiguration.json', 'src/aws-exports.js')],
  },
  {
    title: 'A project of a role with MFA, each command run by `amplify-tui exec`',
    made: 'init --yes --env dev --profile bizcorprole --mfa-code …',
    cli: 'today',
    through: ['exec', '--'],
    make: (world) =>
      initiated(
        world,
        'of-a-role',
        react,
        '--env',
        'dev',
        '--profile',
        'bizcorprole',
        '--mfa-code',
        world.code(),
      ),
    commands: [...environments('dev'), pull, push, ...withAuth, remove],
  },
  {
    title: 'A backend with auth, to its end',
    made: 'init --yes --env dev',
    cli: 'today',
    make: (world) => initiated(world, 'auth', react, '--env', 'dev'),
    commands: [...withAuth, remove],
  },
  {
    title: 'A documented backend with auth, to its end',
    made: 'init --yes',
    cli: 'first',
    make: (world) => initiated(world, 'first-auth', react),
    commands: [
      { ...withAuth[0], args: ['auth', 'add'] },
      { ...withAuth[1], args: ['push'], asks: {}, says: /All resources are updated/ },
      { ...remove, asks: { 'wipe out': 'y' } },
    ],
  },
  {
    title: 'A clone on another machine',
    made: 'init --yes --env dev, a copy without what is not in source control, then init --yes --env dev there',
    cli: 'today',
    make(world) {
      const from = initiated(world, 'team', react, '--env', 'dev');
      const cwd = path.join(world.home, 'clone', 'shop');
      cpSync(from, cwd, { recursive: true });
      for (const label of ignored) rmSync(path.join(cwd, label), { recursive: true, force: true });
      world.ours(cwd, 'init', '--yes', '--env', 'dev', '--profile', 'default');
      return cwd;
    },
    commands: [...environments('dev'), pull],
  },
  {
    title: 'A documented project',
    made: 'init --yes',
    cli: 'first',
    make: (world) => initiated(world, 'first-react', react),
    commands: [status, configureAsked],
  },
  ...[
    ['Android', android],
    ['iOS', ios],
  ].map(([name, files]) => ({
    title: `A documented project, ${name}`,
    made: 'init --yes',
    cli: 'first',
    make: (world) => initiated(world, `first-${name.toLowerCase()}`, files),
    commands: [status, configureAsked],
  })),
  {
    title: 'A documented project whose settings were changed',
    made: 'init --yes, then configure project --yes with another editor, framework and kind of app',
    cli: 'first',
    make(world) {
      const cwd = initiated(world, 'first-changed', react);
      const flags = (editor, frontend) => [
        '--amplify',
        `{"defaultEditor":"${editor}"}`,
        '--frontend',
        frontend,
      ];
      world.ours(cwd, 'configure', 'project', '--yes', ...flags('emacs', '{"frontend":"android"}'));
      world.ours(cwd, 'configure', 'project', '--yes', ...flags('vim', JSON.stringify(vue)));
      return cwd;
    },
    commands: [status, configureAsked],
  },
  {
    // There `configure project` of the CLI of 2018 ends with an error: .amplifyrc is missing.
    title: "A copied `amplify/` in another frontend's folder",
    made: 'init --yes, a copy of amplify/ without .config, then configure project --yes there',
    cli: 'first',
    make(world) {
      const from = initiated(world, 'first-source', react);
      const cwd = world.folder('mobile/shop', android);
      cpSync(path.join(from, 'amplify'), path.join(cwd, 'amplify'), { recursive: true });
      rmSync(path.join(cwd, 'amplify/.config'), { recursive: true });
      world.ours(cwd, 'configure', 'project', '--yes', '--profile', 'default');
      return cwd;
    },
    commands: [status, configureAsked],
  },
  {
    title: 'A shared backend',
    made: 'init --yes, then share ../mobile --yes',
    cli: 'first',
    make(world) {
      const from = initiated(world, 'first-shared', react);
      const cwd = world.folder('shared-mobile/shop', android);
      world.ours(from, 'share', cwd, '--yes');
      return cwd;
    },
    commands: [status, configureAsked],
  },
];

/** A folder `shop` in which `init` was run. */
export function initiated(world, name, files, ...more) {
  const cwd = world.folder(`${name}/shop`, files);
  world.ours(cwd, 'init', '--yes', ...more);
  return cwd;
}

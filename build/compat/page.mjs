/** docs/compatibility.md: what the Amplify CLIs did in folders written by this program. */
export function compatibilityPage(results, configuration, clis) {
  const commands = results.flatMap(({ ran }) => ran);
  const failed = commands.filter(({ wrong }) => wrong.length > 0).length;
  return `# Compatibility with the Amplify CLIs

Written by \`npm run compat\`, which installs both programs and runs them in folders made by \`amplify-tui\`, with a demo cloud. Each
command has to succeed, print what it prints in a project of its own making, and leave a project that \`amplify-tui\` reads as
before. Paths, ids and times are replaced.

${Object.values(clis)
  .map(({ title, package: name, version }) => `- ${title}: \`${name}\` ${version}`)
  .join('\n')}

**${commands.length - failed} of ${commands.length} commands in ${results.length} folders did so** (Node ${process.versions.node.split('.')[0]}).

| folder | Amplify CLI | commands |
| --- | --- | --- |
${results.map((result) => summaryRow(result, clis)).join('\n')}

## The app's configuration

The files for a backend with every category, as the current CLI writes them from \`amplify-meta.json\` with its own function, and
\`amplify-tui\` with \`configure project\`, compared byte by byte. In Dart, \`amplify-tui\` escapes \`$\`, which would start an expression.

| app | files |
| --- | --- |
${configuration.map(configurationRow).join('\n')}

${results.map((result) => section(result, clis)).join('\n\n')}
`;
}

function configurationRow({ name, files }) {
  return `| ${name} | ${files.map(({ file, same }) => `${same ? '✔' : '✖'} \`${file}\``).join(', ')} |`;
}

function summaryRow({ title, cli, ran }, clis) {
  const cells = ran.map(({ args, wrong }) => `${wrong.length > 0 ? '✖' : '✔'} \`${shortCommand(args)}\``);
  return `| ${title} | ${clis[cli].version} | ${cells.join(', ')} |`;
}

function section({ title, made, cli, ran }, clis) {
  return `## ${title}

Made by \`amplify-tui\`: \`${made}\`. Run by ${clis[cli].title}:

${ran.map(commandPart).join('\n\n')}`;
}

function commandPart({ args, changed, text, wrong }) {
  const files =
    changed.length === 0 ? 'Changes no file.' : `Changes ${changed.map((file) => `\`${file}\``).join(', ')}.`;
  return `\`amplify ${shortCommand(args)}\`

\`\`\`text
${tidy(text)}
\`\`\`

${[files, ...wrong.map((what) => `✖ ${what}`)].join('\n')}`;
}

/** Replaces flags with JSON, which are long and the same everywhere. */
const shortCommand = (args) => args.map((arg) => (arg.startsWith('{') ? '…' : arg)).join(' ');

/** Removes empty lines at the ends or repeated, and what a spinner leaves behind. */
function tidy(text) {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !/^[-\u2800-\u28FF] /.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** `amplify/README.md` of a new project. */
export const amplifyReadme = `# The Amplify backend of this project

- \`backend/\` is what you edit: categories, their templates, tags.json.
- \`#current-cloud-backend/\` is what was deployed last. Leave it alone.
- \`.config/local-*\` belongs to this machine only and is not in source control.
- \`team-provider-info.json\` says where each environment lives in AWS. Share it with your team, not with the public.

\`amplify-tui status\` shows all of it. Amplify Gen 1: https://docs.amplify.aws/gen1/
`;

const hooksReadme = `# Scripts around the Amplify CLI's commands

A script in this folder named \`pre-<command>\` or \`post-<command>\` (\`.js\` or \`.sh\`) runs before or after that command
of the Amplify CLI, for example \`pre-push.js\`. It gets one JSON object on standard input.
Take the ending \`.sample\` away from a file here to try it.
`;

const postPush = `#!/usr/bin/env bash
# Runs after a push when it is called post-push.sh. The Amplify CLI gives one JSON object on standard input.
set -e
input=$(cat)
echo "pushed: $input"
`;

const prePush = `// Runs before a push when it is called pre-push.js. A thrown error stops the push.
const input = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
console.log('about to push:', input.data.amplify.environment);
`;

/** The files of amplify/hooks: a README, and two samples that do nothing until they are renamed. */
export const hookTexts: readonly (readonly [string, string])[] = [
  ['amplify/hooks/README.md', hooksReadme],
  ['amplify/hooks/post-push.sh.sample', postPush],
  ['amplify/hooks/pre-push.js.sample', prePush],
];

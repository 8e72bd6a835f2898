import { changeSigns } from '../../core/plan.ts';
import { shellWord, writeLines } from '../../core/shell.ts';
import { count, plainText } from '../../core/text.ts';
import { currentFolder } from '../../project/layouts/file-names.ts';
import { type InitAnswers, settingsOf } from './answers.ts';
import type { InitPlan } from './init-plan.ts';

/** A plan as text, safe to show: the account, the resources in AWS, the calls, the files with their contents; one row per line. */
export function planText(plan: InitPlan): string[] {
  const { identity } = plan;
  const cloud = identity.cloud.kind === 'aws' ? 'AWS' : identity.cloud.url;
  const alias = identity.accountAlias ? ` (${identity.accountAlias})` : '';
  return [
    `as  ${identity.arn}`,
    `in  account ${identity.account}${alias} · ${identity.region} · ${cloud}`,
    '',
    'IN AWS',
    ...plan.resources.map(({ kind, name, note }) => `  + ${kind.padEnd(8)}${name}   ${note}`),
    '',
    'CALLS',
    ...plan.calls.map(
      ({ service, action, target, purpose }) => `  ${service} ${action}  ${target}   ${purpose}`,
    ),
    '',
    ...(plan.notes.length > 0 ? [...plan.notes.map((note) => `▲ ${note}`), ''] : []),
    'ON DISK',
    ...(plan.current
      ? [`  ~ ${currentFolder}/   ${count(plan.current.size, 'file')}, as nothing is deployed yet`]
      : []),
    ...plan.files.flatMap(({ label, contents, change }) => [
      `  ${changeSigns[change]} ${label}`,
      ...contents.split('\n').map((line) => `      ${line}`),
    ]),
  ].map(plainText);
}

/** Shell commands that make the same plan without a screen. Answers hold no secret. */
export function planScript(
  plan: InitPlan,
  answers: InitAnswers,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const { gitIgnore } = answers;
  if (plan.backend && !gitIgnore) {
    const profile =
      plan.access.kind === 'profile' ? ` --profile ${shellWord(plan.access.name, platform)}` : '';
    const command = `amplify-tui init --env ${plan.environment}${profile} --region ${plan.identity.region}`;
    return [`${command} --dry-run`, `${command} --yes`];
  }
  const { name, editor, app, framework, javascript, resDir } = settingsOf(answers) as InitAnswers;
  const project = { projectName: name, editor, app, framework, ...javascript, resDir };
  const file = {
    // An existing project has its own settings.
    ...(plan.backend ? {} : project),
    ...(plan.layout === 'multi-env' ? { layout: plan.layout, environment: plan.environment } : {}),
    ...(gitIgnore ? { gitIgnore } : {}),
    ...(plan.access.kind === 'profile' ? { profile: plan.access.name } : { useEnvironmentKeys: true }),
    region: plan.identity.region,
  };
  return [
    ...writeLines('amplify-answers.json', JSON.stringify(file, null, 2), platform),
    '',
    'amplify-tui init --answers amplify-answers.json --dry-run',
    'amplify-tui init --answers amplify-answers.json --yes',
  ];
}

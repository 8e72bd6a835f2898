import { basename, dirname, resolve } from 'node:path';
import { findRole, type NewRole } from '../aws/iam/roles.ts';
import { expectWritableFolder, isFolder, pathExists } from '../platform/files.ts';
import { plainText } from '../values/text.ts';
import { accountId, tagsOf } from './answers.ts';
import { samePolicy, trustPolicy } from './documents.ts';
import { iam, ifAllowed, inUse } from './look.ts';
import { type HandOver, noteJson, noteText } from './note.ts';
import {
  attachedPolicies,
  categoriesPolicy,
  inlinePolicyName,
  permissionsOf,
  permissionsWords,
} from './permissions.ts';
import type { AssumePlan, PlanInput } from './plan.ts';

/** The plan of the part `role`. @throws Problem NAME_IN_USE, … */
export async function planRole({
  values,
  identity,
  clients,
  folder,
  signal,
}: PlanInput): Promise<AssumePlan> {
  if (!identity || !clients) throw new Error('a role is planned without an account');
  const { partition, account } = identity;
  const theirs = accountId(values.account ?? '');
  const name = values.role ?? '';
  const externalId = values.externalId ?? '';
  const mfa = values.mfa === 'yes';
  const permissions = permissionsOf(values.permissions ?? '');
  if ('kind' in permissions) throw new Error('permissions were not checked');
  const role: NewRole = {
    name,
    description: values.description || `Amplify for account ${theirs}`,
    trust: trustPolicy(partition, { account: theirs, externalId, mfa }),
    maxSession: Number(values.session) * 3600,
    boundary: values.boundary || undefined,
    tags: tagsOf(values.tags ?? '') ?? {},
  };
  const there = await ifAllowed(() => findRole(clients, name, signal));
  if (there && !samePolicy(there.trust, role.trust)) throw inUse('role', name);
  const arn = there?.arn ?? `arn:${partition}:iam::${account}:role/${name}`;
  const inline =
    permissions.categories === undefined
      ? undefined
      : { name: inlinePolicyName, document: categoriesPolicy(permissions.categories, partition) };
  const attach = attachedPolicies(permissions, partition);
  const note: HandOver = { roleArn: arn, externalId, mfaRequired: mfa, maxSession: role.maxSession };
  const path = resolve(folder, values.noteFile ?? '');
  // What cannot be written is told before anything exists in AWS.
  if (await isFolder(dirname(path))) await expectWritableFolder(dirname(path));
  const text = path.replace(/(?:\.json)?$/, '.txt');
  const noteFiles = await Promise.all(
    [
      { path, contents: noteJson(note) },
      { path: text, contents: noteText(note, basename(path)) },
    ].map(async (file) => ({ ...file, there: await pathExists(file.path) })),
  );
  return {
    ...{ part: 'role', identity, words: permissionsWords(permissions), files: [] },
    there: there ? [`The role ${plainText(name)} is there already, with this trust policy.`] : [],
    calls: [
      ...(there ? [] : [iam('CreateRole', name, `let account ${theirs} assume it`)]),
      ...(inline ? [iam('PutRolePolicy', inline.name, 'say what it may do')] : []),
      ...attach.map((policy) => iam('AttachRolePolicy', policy, 'say what it may do')),
    ],
    roleWork: { role, arn, inline, attach, note, noteFiles },
  };
}

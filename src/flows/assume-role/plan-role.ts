import { basename, resolve } from 'node:path';
import { findRole, type NewRole } from '../../aws/iam/roles.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { expectFileCanBe, pathExists, readTextFile, thereAlready } from '../../platform/files.ts';
import { expandTilde } from '../../platform/paths.ts';
import { accountId, tagsOf } from './answers.ts';
import { externalIdIn, samePolicy, trustPolicy } from './documents.ts';
import { iam, ifAllowed, inUse } from './look.ts';
import { type HandOver, isNote, isNoteText, noteJson, noteText } from './note.ts';
import {
  attachedPolicies,
  categoriesPolicy,
  inlinePolicyName,
  permissionsOf,
  permissionsWords,
} from './permissions.ts';
import type { AssumePlan, PlanInput } from './plan.ts';

/** Policies of another partition do not exist for the account. @throws Problem ANSWERS_MISSING naming each */
function expectOwnPolicies(arns: readonly string[], partition: string): void {
  const strange = arns.filter((arn) => arn.startsWith('arn:') && arn.split(':')[1] !== partition);
  if (strange.length === 0) return;
  throw new Problem({
    code: 'ANSWERS_MISSING',
    what: `${strange.map(plainText).join(', ')} cannot be given to a role of this account.`,
    why: `The account is in the partition ${partition}, and knows policies of its own partition only.`,
    next: `Name policies that begin with arn:${partition}:.`,
  });
}

/** The plan of the part `role`. @throws Problem NAME_IN_USE, … */
export async function planRole({
  values,
  identity,
  clients,
  folder,
  env,
  signal,
  madeUpId = false,
}: PlanInput): Promise<AssumePlan> {
  if (!identity || !clients) throw new Error('a role is planned without an account');
  const { partition, account } = identity;
  const theirs = accountId(values.account ?? '');
  const name = values.role ?? '';
  const mfa = values.mfa === 'yes';
  const permissions = permissionsOf(values.permissions ?? '');
  if ('kind' in permissions) throw new Error('permissions were not checked');
  const attach = attachedPolicies(permissions, partition);
  expectOwnPolicies([...attach, ...(values.boundary ? [values.boundary] : [])], partition);
  const there = await ifAllowed(() => findRole(clients, name, signal));
  const externalId = (madeUpId && there && externalIdIn(there.trust)) || (values.externalId ?? '');
  const role: NewRole = {
    name,
    description: values.description || `Amplify for account ${theirs}`,
    trust: trustPolicy(partition, { account: theirs, externalId, mfa }),
    maxSession: Number(values.session) * 3600,
    boundary: values.boundary || undefined,
    tags: tagsOf(values.tags ?? '') ?? {},
  };
  if (there && !samePolicy(there.trust, role.trust)) throw inUse('role', name);
  const arn = there?.arn ?? `arn:${partition}:iam::${account}:role/${name}`;
  const inline =
    permissions.categories === undefined
      ? undefined
      : { name: inlinePolicyName, document: categoriesPolicy(permissions.categories, partition) };
  const note: HandOver = { roleArn: arn, externalId, mfaRequired: mfa, maxSession: role.maxSession };
  const path = resolve(folder, expandTilde(values.noteFile ?? '', env));
  // A file that cannot be written is reported before anything exists in AWS.
  const text = path.replace(/(?:\.json)?$/, '.txt');
  for (const file of [path, text]) await expectFileCanBe(file);
  const noteFiles = await Promise.all([
    noteFile(path, noteJson(note), isNote),
    noteFile(text, noteText(note, basename(path)), isNoteText),
  ]);
  return {
    part: 'role',
    identity,
    words: permissionsWords(permissions),
    files: [],
    there: there ? [`The role ${plainText(name)} already exists, with this trust policy.`] : [],
    calls: [
      ...(there ? [] : [iam('CreateRole', name, `let account ${theirs} assume it`)]),
      ...(inline ? [iam('PutRolePolicy', inline.name, 'say what it may do')] : []),
      ...attach.map((policy) => iam('AttachRolePolicy', policy, 'say what it may do')),
    ],
    roleWork: { role, arn, inline, attach, note, noteFiles },
  };
}

/** A file of the hand-over note: it replaces an earlier note, but no other file. @throws Problem FILE_UNWRITABLE */
async function noteFile(path: string, contents: string, isOurs: (text: string) => boolean) {
  if (!(await pathExists(path))) return { path, contents, there: false };
  if (isOurs((await readTextFile(path)) ?? '')) return { path, contents, there: true };
  throw thereAlready(path, 'Name another file for the note, or move that one away.');
}

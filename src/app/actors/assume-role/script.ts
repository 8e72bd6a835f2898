import { join } from 'node:path';
import { given } from '../../../../machines/kit/given.ts';
import type { AssumePlan } from '../../../flows/assume-role/plan.ts';
import { adminScript } from '../../../flows/assume-role/script.ts';
import { pathExists, readTextFile, thereAlready, writeNewFile } from '../../../platform/files.ts';
import type { AppContext } from '../../app-context.ts';

/**
 * Writes the calls of a plan to the folder as a script for an administrator, with its policy as a JSON file. Existing files
 * with other contents are not overwritten.
 *
 * @returns the path of the script
 * @throws Problem FILE_UNWRITABLE
 */
export async function writeAssumeScript(
  appContext: AppContext,
  { roleWork, userWork }: AssumePlan,
): Promise<string> {
  const { name } = given({ name: roleWork?.role.name ?? userWork?.user?.name }, 'name');
  const path = join(appContext.folder, `assume-role-${name}.sh`);
  const script = roleWork
    ? adminScript({
        part: 'role',
        name,
        document: roleWork.role.trust,
        role: { ...roleWork.role, inline: roleWork.inline, attach: roleWork.attach },
      })
    : adminScript({
        part: 'user',
        name,
        document: userWork?.user?.document ?? '',
        user: {
          policyName: userWork?.user?.policyName ?? '',
          policyArn: userWork?.user?.policyArn ?? '',
          policyDescription: userWork?.user?.policyDescription ?? '',
          tags: userWork?.user?.tags ?? {},
          mfa: userWork?.device?.make === true,
        },
      });
  const document = roleWork?.role.trust ?? userWork?.user?.document ?? '{}';
  const files = [
    { file: path, text: script, mode: 0o700 },
    {
      file: path.replace(/sh$/, 'json'),
      text: `${JSON.stringify(JSON.parse(document), undefined, 2)}\n`,
      mode: 0o600,
    },
  ];
  const missing: typeof files = [];
  for (const each of files) {
    if (!(await pathExists(each.file))) missing.push(each);
    else if ((await readTextFile(each.file)) !== each.text)
      throw thereAlready(each.file, 'Move it away or delete it, then write the script again.');
  }
  for (const { file, text, mode } of missing) await writeNewFile(file, text, mode);
  return path;
}

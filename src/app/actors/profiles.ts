import { fromPromise } from 'xstate';
import { telling } from '../../../machines/kit/telling.ts';
import { chosenName } from '../../../machines/profiles/chosen.ts';
import { profilesMachine } from '../../../machines/profiles/machine.ts';
import type { WriteOutcome } from '../../../machines/profiles/setup.ts';
import type { Looked, PinPlan, ProfilesEvent, Tested } from '../../../machines/profiles/types.ts';
import type { PlannedFile } from '../../core/plan.ts';
import { exportLine } from '../../core/shell.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import { accessChoices } from '../../credentials/choice.ts';
import { ownKeyId } from '../../credentials/own-key-id.ts';
import { byLastUse } from '../../profiles/last-used.ts';
import type { ProfileList } from '../../profiles/profile.ts';
import type { ProfileChange, ProfilePlan } from '../../profiles/profile-plan.ts';
import { sharedFilePaths } from '../../profiles/shared-file-paths.ts';
import { watchProfiles } from '../../profiles/watch.ts';
import type { Project } from '../../project/project.ts';
import { writePlannedFiles } from '../../project/write.ts';
import { readKnownKeys } from '../../state/known-keys.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { forgetSessions } from '../forget-sessions.ts';
import { keepingFile, keepingProfiles } from '../keep-change.ts';
import type { Wire } from '../wiring.ts';
import { askWho } from './profiles/ask-who.ts';
import { followRename } from './profiles/names.ts';
import { keepFolderProfile, reviewPin } from './profiles/pin.ts';

/** Loaded before the first write: the first frame of the screen does not wait for it. */
const loadWriter = () => import('../../profiles/change.ts');

export const wire: Wire<'profiles'> = ({ appContext, desktop }) => wireProfiles(appContext, desktop);

/**
 * The machine of the profiles with everything it touches.
 *
 * @param lists false to change a named profile without the list, which takes time for large files
 */
export function wireProfiles(appContext: AppContext, desktop: Desktop, lists = true) {
  const looked = () => lookedAt(appContext, lists ? appContext.profiles() : emptyList(appContext.env));
  return profilesMachine.provide({
    actors: {
      look: telling<ProfilesEvent>((send) => {
        send({ type: 'LOOKED', looked: looked() });
        if (!lists) return undefined;
        return watchProfiles(appContext.env, (list) =>
          send({ type: 'LOOKED', looked: lookedAt(appContext, list) }),
        );
      }),
      sessions: telling<ProfilesEvent>((send) => {
        // An unreadable cache counts as empty.
        void appContext.sessions.list().then((sessions) => send({ type: 'SESSIONS', sessions }));
        return undefined;
      }),
      mark: fromPromise<readonly string[], { name: string }>(async ({ input: { name } }) => {
        const { updateSettings } = await import('../../state/settings.ts');
        const { production } = await updateSettings(appContext.stateFolder, (settings) => ({
          ...settings,
          production: settings.production.includes(name)
            ? settings.production.filter((marked) => marked !== name)
            : [...settings.production, name],
        }));
        return production;
      }),
      forgetSessions: fromPromise<number, { name: string }>(({ input }) =>
        forgetSessions(appContext, input.name),
      ),
      test: fromPromise<Tested, { choice: AccessChoice }>(async ({ input: { choice }, signal }) => {
        const identity = await askWho(appContext, choice, signal);
        const { lookAtKey } = await import('../known-keys.ts');
        return { identity, key: await lookAtKey(appContext, choice, identity, signal) };
      }),
      planPin: fromPromise<PinPlan, { project: Project; name: string }>(({ input, signal }) =>
        reviewPin(appContext, input.project, input.name, signal),
      ),
      writePin: fromPromise<readonly string[], { file: PlannedFile }>(({ input: { file } }) =>
        keepingFile(appContext, "the project's profile", file, () => writePlannedFiles([file])),
      ),
      keepHere: fromPromise<void, { name: string }>(({ input }) => keepFolderProfile(appContext, input.name)),
      plan: fromPromise<ProfilePlan, { change: ProfileChange }>(async ({ input }) =>
        (await loadWriter()).planProfileChange(appContext.env, input.change),
      ),
      write: fromPromise<WriteOutcome, { plan: ProfilePlan }>(async ({ input: { plan } }) => {
        const { writeProfileChange } = await loadWriter();
        const outcome = await keepingProfiles(appContext, plan.change, () =>
          writeProfileChange(appContext.env, plan),
        );
        if (outcome.kind === 'changed') return outcome;
        await followRename(appContext, plan.change);
        return { ...outcome, looked: looked() };
      }),
    },
    actions: {
      copyExport: ({ context }) => {
        const name = chosenName(context);
        if (name !== undefined) desktop.copy(exportLine('AWS_PROFILE', name));
      },
    },
  });
}

function emptyList(env: NodeJS.ProcessEnv): ProfileList {
  return { profiles: [], services: new Map(), findings: [], files: sharedFilePaths(env) };
}

function lookedAt(appContext: AppContext, files: ProfileList): Looked {
  const list = byLastUse(files, appContext.stateFolder);
  const options = accessChoices(list, appContext.env, appContext.flags.region);
  const deciding = Object.entries(appContext.env).filter(([name]) =>
    /^AWS_(?:REGION|DEFAULT_REGION|ENDPOINT_URL\w*|IGNORE_CONFIGURED_ENDPOINT_URLS)$/.test(name),
  );
  const environment = Object.fromEntries(deciding);
  const known = readKnownKeys(appContext.stateFolder);
  const keys = { get: (name: string) => known.get(ownKeyId(list, name) ?? '') };
  return { list, environment, keys, options };
}

import { fromPromise } from 'xstate';
import { telling } from '../../../machines/kit/telling.ts';
import { chosenName } from '../../../machines/profiles/chosen.ts';
import { profilesMachine } from '../../../machines/profiles/machine.ts';
import type { WriteOutcome } from '../../../machines/profiles/setup.ts';
import type { Looked, PinPlan, ProfilesEvent } from '../../../machines/profiles/types.ts';
import type { Identity, PlannedFile } from '../../core/plan.ts';
import { exportLine } from '../../core/shell.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import { accessChoices } from '../../credentials/choice.ts';
import { byLastUse } from '../../profiles/last-used.ts';
import type { ProfileList } from '../../profiles/profile.ts';
import type { ProfileChange, ProfilePlan } from '../../profiles/profile-plan.ts';
import { watchProfiles } from '../../profiles/watch.ts';
import type { Project } from '../../project/project.ts';
import { writePlannedFiles } from '../../project/write.ts';
import type { Desk } from '../desk.ts';
import { forgetSessions } from '../forget-sessions.ts';
import type { House } from '../house.ts';
import { askWho } from './profiles/ask-who.ts';
import { followRename } from './profiles/names.ts';
import { keepFolderProfile, reviewPin } from './profiles/pin.ts';

/** Loaded when something is to be written: the first frame of the screen does not wait for it. */
const loadWriter = () => import('../../profiles/change.ts');

/** The machine of the profiles with everything it touches. */
export function wireProfiles(house: House, desk: Desk) {
  return profilesMachine.provide({
    actors: {
      look: telling<ProfilesEvent>((send) => {
        send({ type: 'LOOKED', looked: lookedAt(house, house.profiles()) });
        return watchProfiles(house.env, (list) => send({ type: 'LOOKED', looked: lookedAt(house, list) }));
      }),
      sessions: telling<ProfilesEvent>((send) => {
        // A cache that cannot be read is an empty one.
        void house.sessions.list().then((sessions) => send({ type: 'SESSIONS', sessions }));
        return undefined;
      }),
      mark: fromPromise<readonly string[], { name: string }>(async ({ input: { name } }) => {
        const { updateSettings } = await import('../../state/settings.ts');
        const { production } = await updateSettings(house.stateFolder, (settings) => ({
          ...settings,
          production: settings.production.includes(name)
            ? settings.production.filter((marked) => marked !== name)
            : [...settings.production, name],
        }));
        return production;
      }),
      forgetSessions: fromPromise<number, { name: string }>(({ input }) => forgetSessions(house, input.name)),
      test: fromPromise<Identity, { choice: AccessChoice }>(({ input, signal }) =>
        askWho(house, input.choice, signal),
      ),
      planPin: fromPromise<PinPlan, { project: Project; name: string }>(({ input, signal }) =>
        reviewPin(house, input.project, input.name, signal),
      ),
      writePin: fromPromise<readonly string[], { file: PlannedFile }>(({ input: { file } }) =>
        writePlannedFiles([file]),
      ),
      keepHere: fromPromise<void, { name: string }>(({ input }) => keepFolderProfile(house, input.name)),
      plan: fromPromise<ProfilePlan, { change: ProfileChange }>(async ({ input }) =>
        (await loadWriter()).planProfileChange(house.env, input.change),
      ),
      write: fromPromise<WriteOutcome, { plan: ProfilePlan }>(async ({ input: { plan } }) => {
        const outcome = await (await loadWriter()).writeProfileChange(house.env, plan);
        if (outcome.kind === 'changed') return outcome;
        await followRename(house, plan.change);
        return { ...outcome, looked: lookedAt(house, house.profiles()) };
      }),
    },
    actions: {
      copyExport: ({ context }) => {
        const name = chosenName(context);
        if (name !== undefined) desk.copy(exportLine('AWS_PROFILE', name));
      },
    },
  });
}

function lookedAt(house: House, files: ProfileList): Looked {
  const list = byLastUse(files, house.stateFolder);
  const { region } = house.flags;
  const options = accessChoices(list, house.env);
  const deciding = Object.entries(house.env).filter(([name]) =>
    /^AWS_(?:REGION|DEFAULT_REGION|ENDPOINT_URL\w*|IGNORE_CONFIGURED_ENDPOINT_URLS)$/.test(name),
  );
  const environment = Object.fromEntries(deciding);
  return { list, environment, options: region ? options.map((option) => ({ ...option, region })) : options };
}

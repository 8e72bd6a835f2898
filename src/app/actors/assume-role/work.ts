import { randomBytes, randomUUID } from 'node:crypto';
import type {
  ChoosingField,
  Filled,
  Finishing,
  Giving,
  Planned,
} from '../../../../machines/assume-role/inputs.ts';
import type { AssumeEvent, AssumeSurroundings, FieldChoice } from '../../../../machines/assume-role/types.ts';
import { given } from '../../../../machines/kit/given.ts';
import type { Send } from '../../../../machines/kit/telling.ts';
import type { Identity } from '../../../core/plan.ts';
import { accessChoices } from '../../../credentials/choice.ts';
import { externalIdOf, noteFileFor, type Values } from '../../../flows/assume-role/answers.ts';
import { type AssumeNote, openAssumeJournal } from '../../../flows/assume-role/journal.ts';
import { planAssume } from '../../../flows/assume-role/make-plan.ts';
import type { AssumePlan, UserWork } from '../../../flows/assume-role/plan.ts';
import {
  type AssumeTools,
  finishUserSide,
  giveDevice,
  isWrongCodes,
  type KeyGiven,
  makeUserSide,
  runRole,
} from '../../../flows/assume-role/run.ts';
import type { StepId } from '../../../flows/assume-role/steps.ts';
import { takeBackAssume } from '../../../flows/assume-role/take-back.ts';
import { newKeyLimit, waitForKey } from '../../../flows/configure/verify.ts';
import { clearProfileLeftOvers } from '../../../profiles/change.ts';
import type { ConfigureNote } from '../../../state/configure-journal.ts';
import { openConfigureJournal } from '../../../state/configure-journal.ts';
import { openMadeAccess } from '../../../state/made-access.ts';
import type { AppContext } from '../../app-context.ts';
import { chooseAccess, regionOf } from '../../surroundings.ts';
import { identifyFresh, withClients } from '../configure/tools.ts';
import {
  expectUser,
  keysOf,
  lastingValues,
  otherAccount,
  readHandOver,
  untilKnown,
  wrongCodes,
} from './help.ts';
import { writeAssumeScript } from './script.ts';

/** IAM is the same everywhere. */
const anyRegion = 'us-east-1';
/** What a role and a user are called where nobody says otherwise. */
const roleName = 'amplify-developer';

/** What the actors of `assume-role` do. */
export function assumeWork(appContext: AppContext) {
  const notes = openAssumeJournal(appContext.stateFolder);
  const journal = openConfigureJournal(appContext.stateFolder);

  /** Works with the profile that acts, on clients of its own. */
  function acting<T>(values: Values, does: (tools: AssumeTools) => Promise<T>): Promise<T> {
    const access = appContext.access({ kind: 'profile', name: values.profile ?? '' });
    const region = appContext.flags.region ?? access.region ?? values.region ?? anyRegion;
    return withClients(appContext, access, region, (clients, onceClients) =>
      does({
        ...{ clients, onceClients, journal, notes, clock: appContext.clock, env: appContext.env },
        made: openMadeAccess(appContext.stateFolder),
      }),
    );
  }

  async function identifyActing(values: Values, signal: AbortSignal): Promise<Identity> {
    const access = appContext.access({ kind: 'profile', name: values.profile ?? '' });
    const region = appContext.flags.region ?? access.region ?? values.region ?? anyRegion;
    return (await identifyFresh(appContext, access, region, signal)).identity;
  }

  /** The note of this run as it stands on disk, which knows what was made before something broke; or a new one. */
  const noteOf = async ({ note, chosen, values, plan }: Planned): Promise<AssumeNote> => {
    const kept = note && (await notes.newest());
    if (kept && kept.id === note?.id) return { ...kept, values: lastingValues(appContext, values, plan) };
    const now = appContext.clock.now();
    const account = plan.identity?.account;
    return (
      note ?? {
        ...{ version: 1, id: randomUUID(), part: chosen, startedAt: now, updatedAt: now, made: {} },
        values: lastingValues(appContext, values, plan),
        ...(account ? { account } : {}),
      }
    );
  };

  return {
    async look(given: Values): Promise<AssumeSurroundings> {
      // What a killed run has left beside the AWS files goes, also where this one will have nothing to write.
      await clearProfileLeftOvers(appContext.env);
      const list = appContext.profiles();
      const chosen = await chooseAccess(appContext, list, { kind: 'none' });
      const profile = chosen?.choice.kind === 'profile' ? chosen.choice.name : '';
      const options = accessChoices(list, appContext.env);
      const region =
        (chosen && regionOf(appContext, chosen, options)) ?? appContext.flags.region ?? anyRegion;
      const profiles = options.flatMap(({ choice, usable }) =>
        choice.kind === 'profile' && usable.ok ? [choice.name] : [],
      );
      const unfinished = await notes.newest();
      const madeUpId = given.externalId === undefined ? externalIdOf(randomBytes(16)) : undefined;
      const side = { mfa: 'yes', externalId: '', keysFile: '', note: '', roleArn: '' };
      const names = { userProfile: 'devcorpuser', roleProfile: 'bizcorprole', region };
      return {
        values: {
          role: {
            ...{
              profile,
              account: '',
              externalId: madeUpId ?? '',
              mfa: 'yes',
              permissions: 'all',
            },
            ...{ boundary: '', role: roleName, description: '', session: '1', tags: '' },
            ...{ noteFile: noteFileFor(given.role ?? roleName), ...given },
          },
          user: {
            ...side,
            ...names,
            profile,
            user: roleName,
            policy: 'AssumeAmplifyDeveloper',
            ...{ tags: '', description: '', csvFile: '' },
            ...given,
          },
          profiles: { ...side, ...names, serial: '', ...given },
        },
        profiles,
        ...(unfinished ? { unfinished } : {}),
        ...(madeUpId === undefined ? {} : { madeUpId }),
      };
    },

    async listChoices(
      { chosen, choosing, values, profiles }: ChoosingField,
      signal: AbortSignal,
    ): Promise<readonly FieldChoice[]> {
      // The part of the profiles acts with nobody: what can be asked is asked with the profile of the user.
      const asking = chosen === 'profiles' ? { ...values, profile: values.userProfile ?? '' } : values;
      const { fieldChoices } = await import('../../../flows/assume-role/choices.ts');
      return fieldChoices({
        ...{ field: choosing, usable: profiles, list: appContext.profiles(), signal },
        ask: (does) => acting(asking, ({ clients }) => does(clients)),
        user: async () => /:user\/(?:.*\/)?([^/]+)$/.exec((await identifyActing(asking, signal)).arn)?.[1],
      });
    },

    async plan(
      { chosen, values, note, hasCodes, madeUpId: ownId }: Filled,
      signal: AbortSignal,
    ): Promise<AssumePlan> {
      const handOver = values.note ? await readHandOver(appContext, values.note) : undefined;
      const input = {
        part: chosen,
        values,
        note: handOver,
        folder: appContext.folder,
        env: appContext.env,
        signal,
      };
      if (chosen === 'profiles') return planAssume(input);
      const identity = await identifyActing(values, signal);
      if (note?.account && note.account !== identity.account) throw otherAccount(note, identity);
      const madeUpId = ownId !== undefined && values.externalId === ownId;
      const plan = await acting(values, ({ clients }) =>
        planAssume({
          ...{ ...input, identity, clients, madeUpId },
          keptDevice: hasCodes ? note?.made.device : undefined,
        }),
      );
      const work = plan.userWork;
      if (work?.user && work.keys === 'profile') {
        const access = appContext.access({ kind: 'profile', name: work.userProfile }, work.region);
        expectUser(await identifyFresh(appContext, access, work.region, signal), work.user.name);
      }
      return plan;
    },

    writeScript: ({ plan }: { plan: AssumePlan }) => writeAssumeScript(appContext, plan),

    async make(planned: Planned, send: Send<AssumeEvent>, signal: AbortSignal): Promise<void> {
      const { plan, values } = planned;
      const onStep = (step: StepId) => send({ type: 'STEP', step });
      const note = await noteOf(planned);
      send({ type: 'NOTED', note });
      if (plan.roleWork) {
        const { roleWork } = plan;
        await acting(values, (tools) => runRole(tools, roleWork, note, onStep, signal));
        send({ type: 'MADE' });
        return;
      }
      const { userWork } = given(plan, 'userWork');
      if (!userWork.user) {
        await notes.save(note);
        send({ type: 'MADE', note });
        return;
      }
      const made = await acting(values, (tools) =>
        makeUserSide(tools, userWork, note, planned.hasCodes, onStep, signal),
      );
      send({ type: 'MADE', ...made });
    },

    async give({ work, values, codes }: Giving, signal: AbortSignal): Promise<void> {
      try {
        await acting(values, (tools) => giveDevice(tools, work, codes, signal));
      } catch (thrown) {
        throw isWrongCodes(thrown) ? wrongCodes(thrown) : thrown;
      }
    },

    async finish(finishing: Finishing, send: Send<AssumeEvent>, signal: AbortSignal): Promise<void> {
      const { work, values, note } = finishing;
      const onStep = (step: StepId) => send({ type: 'STEP', step });
      const files = { env: appContext.env, notes, journal };
      const end = (given: KeyGiven) => finishUserSide(files, work, note, given, onStep, signal);
      if (work.keys === 'make') {
        const keyNote = await keyNoteOf(finishing);
        await acting(values, (tools) => end({ kind: 'make', tools, note: keyNote }));
      } else if (work.keys === 'csv')
        await end({ kind: 'csv', keys: await keysOf(appContext, work.keysFile) });
      else await end({ kind: 'profile' });
      for (const name of [work.userProfile, work.roleProfile])
        appContext.disconnect({ kind: 'profile', name });
      send({ type: 'WRITTEN' });
    },

    async prove({ work }: { work: UserWork }, send: Send<AssumeEvent>, signal: AbortSignal): Promise<void> {
      const { userProfile, roleProfile, region, device } = work;
      const ask = (name: string) => (stop?: AbortSignal) =>
        identifyFresh(appContext, appContext.access({ kind: 'profile', name }, region), region, stop);
      send({ type: 'STEP', step: 'source' });
      const waiting = { clock: appContext.clock, limit: newKeyLimit, signal, onWait: () => {} };
      await waitForKey(ask(userProfile), waiting);
      send({ type: 'STEP', step: 'proof' });
      const { identity } = await untilKnown(appContext, ask(roleProfile), device === undefined, signal);
      send({ type: 'PROVED', identity });
    },

    async cleanUp(
      { note, values }: { note: AssumeNote; values: Values },
      signal: AbortSignal,
    ): Promise<void> {
      if (Object.keys(note.made).length === 0) {
        await journal.remove(note.id);
        await notes.remove(note.id);
        return;
      }
      const identity = await identifyActing(values, signal);
      if (note.account !== identity.account) throw otherAccount(note, identity);
      await acting(values, (tools) => takeBackAssume(tools, note, identity.partition, signal));
    },

    forget: ({ note }: { note: AssumeNote }): Promise<void> => notes.remove(note.id),
  };

  /** The note of the key: an earlier run's, which tells of a key whose answer was lost, or a new one. */
  async function keyNoteOf({ plan, work, note }: Finishing): Promise<ConfigureNote> {
    const earlier = (await journal.list()).notes.find(({ id }) => id === note.id);
    const { identity } = given(plan, 'identity');
    const { user } = given(work, 'user');
    const now = appContext.clock.now();
    return (
      earlier ?? {
        ...{ version: 1, id: note.id, kind: 'create', startedAt: now, updatedAt: now, step: 'creating-user' },
        access: { kind: 'profile', name: note.values.profile ?? '' },
        ...{ region: identity.region, account: identity.account, userName: user.name },
        ...{ userMade: false, profile: work.userProfile, profileRegion: work.region },
      }
    );
  }
}

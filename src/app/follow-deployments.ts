import type { ActorRefFrom } from 'xstate';
import { failureOf } from '../../machines/deployment/failure.ts';
import { followSession } from '../../machines/follow-session.ts';
import { newEnvironmentOf } from '../../machines/init/steps.ts';
import { leafMeta } from '../../machines/leaf-meta.ts';
import type { sessionMachine } from '../../machines/session/machine.ts';
import type { StackProgress } from '../aws/progress/model.ts';
import { outcomeWords } from '../aws/progress/narration.ts';
import { sameValue } from '../core/same-value.ts';
import { numeral } from '../core/text.ts';
import { nameOf, type OpenProject, type OpenProjects } from './open-projects.ts';

/** The state of a deployment: of an `init`, or of the followed stack. */
interface DeploymentStatus {
  /** `done` and `needs`: an `init` that has succeeded, or waits for the user. */
  readonly kind: 'none' | 'running' | 'done' | 'needs' | 'complete' | 'failed';
  /** The resources, if known. */
  readonly progress?: StackProgress | undefined;
  /** How the stack of an `init` that waits for the user failed, worded to follow its name. */
  readonly failed?: string | undefined;
}

/** A deployment has ended, or waits for the user. */
export interface DeploymentEnd {
  /** One sentence without its full stop. */
  readonly text: string;
  readonly good: boolean;
  /** Whether the current pane shows it already. */
  readonly seen: boolean;
}

/** What the terminal itself can show of the deployments of all open projects. */
export interface DeploymentSign {
  /** For the title, such as `3/9 inventory`; undefined when there is nothing to say. */
  readonly words: string | undefined;
  readonly progress: number | 'busy' | 'failed' | 'none';
}

/**
 * Follows the deployments of all open projects, whichever project and pane is shown.
 *
 * @param hear `ended` is called once for each that ends or needs the user; `sign` whenever the sign changes
 * @returns stops it
 */
export function followDeployments(
  projects: Pick<OpenProjects, 'all' | 'shown' | 'watch'>,
  hear: {
    readonly ended: (end: DeploymentEnd) => void;
    readonly sign: (sign: DeploymentSign) => void;
  },
): () => void {
  const stops = new Map<OpenProject, () => void>();
  const before = new Map<OpenProject, DeploymentStatus['kind']>();
  let shownSign: unknown = { progress: 'none' };
  const look = () => {
    const open = projects.all();
    for (const [project, stop] of stops) {
      if (open.includes(project)) continue;
      stop();
      stops.delete(project);
      before.delete(project);
    }
    for (const project of open) {
      if (!stops.has(project)) stops.set(project, followSession(project.session, look));
      const now = statusOf(project.session);
      const was = before.get(project);
      before.set(project, now.kind);
      if (was === 'running' && now.kind !== 'running' && now.kind !== 'none')
        hear.ended(endOf(project, now, project === projects.shown()));
    }
    const sign = signOf(open);
    if (sameValue(sign, shownSign)) return;
    shownSign = sign;
    hear.sign(sign);
  };
  const unwatch = projects.watch(look);
  look();
  return () => {
    unwatch();
    for (const stop of stops.values()) stop();
  };
}

function statusOf(session: ActorRefFrom<typeof sessionMachine>): DeploymentStatus {
  const snapshot = session.getSnapshot();
  if (snapshot.status !== 'active') return { kind: 'none' };
  const { init, watch } = snapshot.context;
  const deployment = init?.getSnapshot().children.deployment?.getSnapshot();
  if (deployment?.status === 'active') {
    const { progress } = deployment.context.update ?? {};
    if (deployment.matches('done')) return { kind: 'done' };
    const goesOn = leafMeta(deployment).busy !== undefined || deployment.matches('choosingAccess');
    if (goesOn) return { kind: 'running', progress };
    return {
      kind: 'needs',
      failed: deployment.matches('failed') ? failureOf(deployment.context) : undefined,
    };
  }
  const progress = watch?.getSnapshot().context.update?.progress;
  if (!progress) return { kind: 'none' };
  if (progress.outcome === 'running') return { kind: 'running', progress };
  return { kind: ['succeeded', 'deleted'].includes(progress.outcome) ? 'complete' : 'failed', progress };
}

function endOf(
  project: OpenProject,
  { kind, progress, failed }: DeploymentStatus,
  isShown: boolean,
): DeploymentEnd {
  const { init } = project.session.getSnapshot().context;
  const adds = init && newEnvironmentOf(init.getSnapshot().context);
  const ofInit = kind === 'done' || kind === 'needs';
  const name = ofInit && adds ? `${nameOf(project)} / ${adds.environment}` : nameOf(project);
  const { view } = project.session.getSnapshot().value;
  const words = {
    none: '',
    running: '',
    done: 'is deployed',
    needs: failed ? `could not be deployed: its stack ${failed}` : 'needs you: its deployment has stopped',
    complete: progress && outcomeWords(progress),
    failed: progress && outcomeWords(progress),
  };
  return {
    text: `${name}${ofInit ? '' : ':'} ${words[kind]}`,
    good: kind === 'done' || kind === 'complete',
    seen: isShown && (ofInit ? view === 'init' : view === 'home' || view === 'watch'),
  };
}

/** A deployment that needs the user comes before running ones; a success is shown until it is looked at. */
function signOf(open: readonly OpenProject[]): DeploymentSign {
  const all = open.map((project) => ({ name: nameOf(project), ...statusOf(project.session) }));
  const needs = all.find(({ kind }) => kind === 'needs');
  if (needs) return { words: `${needs.name} needs you`, progress: 'failed' };
  const running = all.find(({ kind }) => kind === 'running');
  const done = all.find(({ kind }) => kind === 'done');
  if (!running) return { words: done && `${done.name} is deployed`, progress: 'none' };
  const { completed, total } = running.progress ?? { completed: 0, total: 0 };
  if (total === 0) return { words: `deploying ${running.name}`, progress: 'busy' };
  return {
    words: `${numeral(completed)}/${numeral(total)} ${running.name}`,
    progress: (100 * completed) / total,
  };
}

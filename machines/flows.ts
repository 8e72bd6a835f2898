import type { PaneId, TransitionMeta } from './meta.ts';

/** What the program knows of a flow besides its machine: what opens it, and what it is called where. */
export interface Flow {
  /** In sentences, and in the list of what happened. */
  readonly label: string;
  /** Heading of its keys in the help. */
  readonly group: string;
  /** What the ids of its panes begin with. */
  readonly panes: string;
  /** Title of the list of its steps; absent: it has none. */
  readonly steps?: string;
  /** It goes on while another pane is shown. */
  readonly background?: true;
  /** The key that opens it, on home or where what it is about is chosen. */
  readonly opens: TransitionMeta;
}

/** The flows of the session, by the id of their actors; their keys are in the order of their use. */
export const flows = {
  init: {
    label: 'init',
    group: 'Init',
    panes: 'init',
    steps: 'INIT',
    background: true,
    opens: {
      key: 'i',
      label: 'init',
      footer: 1,
      help: 'Creates an Amplify project in this folder, or goes on with one that was begun.',
    },
  },
  configure: {
    label: 'configure',
    group: 'Configure',
    panes: 'configure',
    steps: 'CONFIGURE',
    background: true,
    opens: {
      key: 'c',
      label: 'configure',
      footer: 2,
      help: 'Sets up AWS access: an IAM user, its access key, a profile.',
    },
  },
  configureProject: {
    label: 'configure project',
    group: 'Project',
    panes: 'project',
    opens: {
      key: 'e',
      label: 'edit project',
      footer: 3,
      help: "Changes the project's settings and its AWS profile, and writes the app's configuration files.",
    },
  },
  watch: {
    label: 'watch',
    group: 'Stack',
    panes: 'watch',
    background: true,
    opens: { key: 'w', label: 'watch', footer: 4, help: 'Follows the stack of the project.' },
  },
  profiles: {
    label: 'profiles',
    group: 'Profiles',
    panes: 'profiles',
    opens: { key: 'p', label: 'profiles', footer: 5, help: 'Shows the AWS profiles and switches.' },
  },
  share: {
    label: 'share',
    group: 'Share',
    panes: 'share',
    opens: {
      key: 's',
      label: 'share',
      footer: 6,
      help: "Shares the backend with another frontend's folder, or brings all of them up to date.",
    },
  },
  assumeRole: {
    label: 'assume role',
    group: 'Assume role',
    panes: 'assume',
    steps: 'ASSUME ROLE',
    opens: {
      key: 'a',
      label: 'assume role',
      footer: 7,
      help: 'Makes a role for others, or sets up a role that you were given: user, MFA device, profiles.',
    },
  },
  environments: {
    label: 'environments',
    group: 'Environments',
    panes: 'environments',
    opens: {
      key: 'v',
      label: 'environments',
      footer: 8,
      help: 'Shows the environments and switches; takes a project of one backend to environments, and back.',
    },
  },
  projects: {
    label: 'projects',
    group: 'Projects',
    panes: 'projects',
    opens: {
      key: 'o',
      label: 'projects',
      footer: 9,
      help: 'Shows the projects that were opened here, and opens another one; what runs goes on.',
    },
  },
  settings: {
    label: 'settings',
    group: 'Settings',
    panes: 'settings',
    opens: {
      key: ',',
      label: 'settings',
      help: 'Theme, glyphs, mouse, bell, notifications and what else the terminal is asked for; kept in settings.ini.',
    },
  },
  access: {
    label: 'access',
    group: 'Access',
    panes: 'access',
    opens: {
      key: 'u',
      label: 'access',
      footer: 15,
      help: 'Shows what AWS has for the profile: user, keys, policies, MFA device, role. Takes it away once its name is typed.',
    },
  },
  delete: {
    label: 'delete',
    group: 'Delete',
    panes: 'delete',
    opens: {
      key: 'x',
      label: 'delete',
      footer: 10,
      help: 'Deletes the project: stack, bucket, app, files. Everything is shown and its name is asked for first.',
    },
  },
  command: {
    label: 'run a command',
    group: 'Run a command',
    panes: 'command',
    opens: {
      key: '!',
      label: 'run a command',
      help: 'Runs a command in this terminal with the credentials of the access that is shown, as exec does.',
    },
  },
  undo: {
    label: 'undo',
    group: 'Undo',
    panes: 'undo',
    opens: {
      key: 'z',
      label: 'undo',
      help: 'Shows the last changes of files, of projects and of ~/.aws, and takes one back.',
    },
  },
} as const satisfies Readonly<Record<string, Flow>>;

/** A flow of the session, by the id of its actor. */
export type FlowId = keyof typeof flows;

export const flowIds = Object.keys(flows) as readonly FlowId[];

/** What is known of a flow. */
export const flowOf = (id: FlowId): Flow => flows[id];

/** The flow that a pane belongs to; undefined for home and the log. */
export function flowOfPane(pane: PaneId): FlowId | undefined {
  const [begins] = pane.split('.');
  return flowIds.find((id) => flows[id].panes === begins);
}

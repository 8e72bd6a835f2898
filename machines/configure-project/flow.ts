import { count } from '../../src/core/text.ts';
import { defineFlow, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { configureProjectMachine } from './machine.ts';
import type { ConfigureProjectPaneId } from './meta.ts';

/** The definition of `configure project`. */
export const flow = defineFlow<typeof configureProjectMachine, ConfigureProjectPaneId>()({
  label: 'configure project',
  about:
    "Changes the project's settings and the profile it uses, and writes the configuration files of the app after a review.",
  group: 'Project',
  panes: 'project',
  place: 3,
  event: 'OPEN_CONFIGURE_PROJECT',
  opens: {
    key: 'e',
    label: 'edit project',
    footer: 3,
    help: "Changes the project's settings and its AWS profile, and writes the app's configuration files.",
  },
  command,

  stake: (snapshot) =>
    snapshot.context.undo.length > 0
      ? stakeOn<ConfigureProjectPaneId>(snapshot, {
          answers: ['project.form', 'project.access', 'project.account', 'project.review'],
        })
      : undefined,
  entries: { words: /^project .* changed\b/, label: 'edit project' },
  ended: (output) => {
    if (output.kind !== 'configured') return toldLeft('configure project');
    const to = output.changes.find(({ field }) => field === 'environment')?.to;
    const what = to ? `environment ${to} is in use` : `project ${output.name} changed`;
    return { text: `${what}: ${count(output.files.length, 'file')}`, tone: 'good' };
  },
});

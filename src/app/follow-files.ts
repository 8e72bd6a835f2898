import type { ActorRefFrom } from 'xstate';
import type { sessionMachine } from '../../machines/session/machine.ts';
import { watchFiles } from '../platform/watch-files.ts';
import { projectFiles, projectPath } from '../project/layouts/file-names.ts';

/** The files that say which environment this machine uses, with which access, and where its stack is. */
const watched = ['config', 'awsInfo', 'localEnvInfo', 'localAwsInfo', 'teamProviderInfo'] as const;

/** Reads the project again when another program has changed these files. @returns stops it */
export function followFiles(session: ActorRefFrom<typeof sessionMachine>, root: string): () => void {
  const paths = watched.map((name) => projectPath(root, projectFiles[name]));
  return watchFiles(paths, () => {
    if (session.getSnapshot().status === 'active') session.send({ type: 'FILE_EDITED' });
  });
}
